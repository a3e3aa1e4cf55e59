package dev.bellwether.notify;

import dev.bellwether.model.AlertLinks;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.Courier;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.Directory;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Secrets;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import jakarta.mail.internet.AddressException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// The door of the room: wires the outbox, the channels and the jobs that move messages from one to
/// the other.
public final class Notify implements ChannelsSetUp, AutoCloseable {
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Store store;
    private final InstantSource clock;
    private final Secrets secrets;
    private final Outbox outbox = new Outbox();
    private final Deliveries deliveries;
    private final WebhookSignature signature;
    private final Lookup lookup = new Lookup();
    private final Attempt attempt;
    private final RightOfWay way = new RightOfWay();
    private final SubscriberPost subscribers;
    private final Channels channels;
    private final Drills drills;
    private final List<Dispatcher> dispatchers = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();

    /// @param directory asked for the names of those who are written to
    public Notify(
            Store store,
            InstantSource clock,
            Directory directory,
            AlertLinks links,
            NotifySettings settings) {
        this(
                store,
                clock,
                directory,
                links,
                settings,
                work -> Thread.ofVirtual().name("notify-send").start(work),
                RandomGenerator.getDefault());
    }

    Notify(
            Store store,
            InstantSource clock,
            Directory directory,
            AlertLinks links,
            NotifySettings settings,
            Executor threads,
            RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.secrets = settings.secrets();
        this.deliveries = new Deliveries(store);
        this.signature = new WebhookSignature(settings.webhook().secret());
        this.attempt = new Attempt(settings.retry().attempt());
        var decide = new Decide(settings.retry());
        this.channels =
                new Channels(
                        settings,
                        store,
                        clock,
                        lookup,
                        signature,
                        links,
                        new HookDesk(store, clock, outbox, decide));
        var reaction = new OutboxReaction(outbox, decide);
        this.drills = new Drills(store, clock, directory, this, reaction);
        jobs.add(store.journal().reaction("notify-outbox", OutboxReaction.CONCERNS, reaction));
        for (Transport transport : channels.transports()) {
            dispatchers.add(
                    new Dispatcher(
                            store,
                            clock,
                            outbox,
                            settings.retry(),
                            transport,
                            new Parcels(directory, links, settings.secrets()),
                            threads,
                            attempt,
                            way,
                            random));
        }
        this.subscribers = new SubscriberPost(settings, clock, lookup, way);
        jobs.addAll(dispatchers);
        jobs.add(new ReceiptClock(store, outbox, decide));
        jobs.add(drills.job());
        jobs.add(new Broom(store));
    }

    /// The channels that are set up, by which somebody can be reached.
    public List<Channel> available() {
        return channels.available();
    }

    /// What is not set up here, without which this contact method reaches nobody.
    @Override
    public Optional<String> missing(ContactMethod method) {
        String address;
        try {
            address = method.open(secrets);
        } catch (IllegalArgumentException e) {
            return Optional.of("its address was sealed with another instance's key");
        }
        return channels.missing(method.channel(), address);
    }

    /// Test pages, and how sure it is that people would be reached.
    public Drills drills() {
        return drills;
    }

    /// The key that browsers subscribe to for notifications, as base64url (RFC 8292).
    public String pushKey() {
        return channels.pushKey();
    }

    /// What a provider brings: receipts are recorded here; who took on what is for the caller to
    /// carry out. Empty when there is no such address.
    public Optional<HookAnswer> hook(HookRequest request) {
        return channels.hook(request.hook()).map(hook -> hook.on(request));
    }

    /// What must run: the reaction that fills the outbox, one sender a channel, and the broom.
    public List<Job> jobs() {
        return List.copyOf(jobs);
    }

    /// Carries what subscribers have asked for, beside the pages and behind them.
    public Courier courier() {
        return subscribers;
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    /// Sends a mail, durably: it is stored when this returns. Its text is erased once it was
    /// delivered or given up.
    ///
    /// @throws InvalidInput when `to` is no mail address or subject or text is empty or too long
    public DeliveryId mail(OrganizationId organization, Mail mail) {
        return tell(
                organization,
                new ContactMethod("to", Channel.EMAIL, mail.to(), true),
                mail.subject(),
                mail.text());
    }

    /// The same over any channel: to a webhook it is a signed message of type `message`.
    ///
    /// @param title shown in lists of messages, so never a secret; `text` is not
    public DeliveryId tell(
            OrganizationId organization, ContactMethod to, String title, String text) {
        check(to, title, text);
        return store.write(tx -> queue(tx, organization, to, title, text));
    }

    private DeliveryId queue(
            Tx tx, OrganizationId organization, ContactMethod to, String title, String text) {
        var message =
                Outbound.queued(
                        new DeliveryId("mail-" + tx.newId()),
                        organization,
                        Delivery.Kind.MAIL,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(to),
                        title,
                        text,
                        tx.now());
        outbox.add(tx, message);
        tx.journal(organization, Decision.fact(message, DeliveryChanged.State.QUEUED, ""));
        return message.id();
    }

    private static void check(ContactMethod to, String title, String text) {
        var problems = new ArrayList<InvalidInput.Problem>();
        try {
            if (to.channel() == Channel.EMAIL) {
                EmailMessages.address(to.address());
            }
        } catch (AddressException e) {
            problems.add(
                    new InvalidInput.Problem("to", "'" + to.address() + "' is not a mail address"));
        }
        if (title.isBlank() || title.length() > LONGEST_SUBJECT) {
            problems.add(
                    new InvalidInput.Problem(
                            "subject", "is not 1 to " + LONGEST_SUBJECT + " characters"));
        }
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
            problems.add(
                    new InvalidInput.Problem(
                            "text", "is not 1 to " + LONGEST_TEXT + " characters"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    /// The secret with which an organization checks the signature of our webhooks, `whsec_…`.
    public String webhookSecret(OrganizationId organization) {
        return signature.secret(organization);
    }

    /// What came of the attempts since the start, by channel. From memory.
    public Map<Channel, NotifyMetrics.OfChannel> channels() {
        var channels = new EnumMap<Channel, NotifyMetrics.OfChannel>(Channel.class);
        dispatchers.forEach(d -> channels.put(d.transport().channel(), d.metrics()));
        return channels;
    }

    public NotifyMetrics metrics() {
        Map<Channel, NotifyMetrics.OfChannel> channels = channels();
        return store.read(sql -> {
            long waiting =
                    sql.createQuery("SELECT COUNT(*) FROM delivery WHERE state = 'QUEUED'")
                            .mapTo(Long.class)
                            .one();
            Instant now = clock.instant();
            Optional<Duration> lateness =
                    sql.createQuery(
                                    "SELECT MIN(due_at) FROM delivery WHERE state = 'QUEUED' AND due_at <= :now")
                            .bind("now", now)
                            .mapTo(Instant.class)
                            .findOne()
                            .map(due -> Duration.between(due, now));
            return new NotifyMetrics(channels, waiting, lateness);
        });
    }

    /// Waits up to ten seconds for attempts under way, so that they are recorded.
    @Override
    public void close() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        dispatchers.forEach(d -> d.drain(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        dispatchers.forEach(d -> d.transport().close());
        subscribers.close();
        channels.close();
        attempt.close();
        lookup.close();
    }
}
