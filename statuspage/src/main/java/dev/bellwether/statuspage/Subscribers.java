package dev.bellwether.statuspage;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.ComponentId;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.Courier;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Job;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageId;
import dev.bellwether.model.Secrets;
import dev.bellwether.model.Slice;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.Json;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/// Those who want to hear what pages say, as their operator sees them, and the work that tells
/// them.
///
/// Nobody hears anything before they agreed: by a link in a mail, or by a note on consent that the
/// operator gives. Whoever leaves is deleted whole.
public final class Subscribers implements AutoCloseable {
    public static final int MOST = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Store store;
    private final Secrets secrets;
    private final Courier courier;
    private final SubscriberSettings settings;
    private final SubscriberLinks links;
    private final LetterWriter writer;
    private final Receipts receipts;
    private final List<FanOut> lanes;
    private final SubscriberLists lists;

    public Subscribers(
            Store store,
            InstantSource clock,
            Courier courier,
            Secrets secrets,
            SubscriberSettings settings) {
        this(
                store,
                clock,
                courier,
                secrets,
                settings,
                work -> Thread.ofVirtual().name("subscribers").start(work),
                RandomGenerator.getDefault());
    }

    Subscribers(
            Store store,
            InstantSource clock,
            Courier courier,
            Secrets secrets,
            SubscriberSettings settings,
            Executor threads,
            RandomGenerator random) {
        this.store = store;
        this.secrets = secrets;
        this.courier = courier;
        this.settings = settings;
        this.links = new SubscriberLinks(settings);
        this.writer = new LetterWriter(store, secrets, links, settings);
        this.receipts = new Receipts(store);
        this.lanes = FanOut.lanes(store, clock, courier, writer, settings, threads, random);
        this.lists = new SubscriberLists(this);
    }

    /// What must run: the reaction that begins to tell, the lanes that do, and the broom.
    public List<Job> jobs() {
        var jobs = new ArrayList<Job>();
        jobs.add(
                store.journal()
                        .reaction(
                                "statuspage-subscribers",
                                Announcing.CONCERNS,
                                new Announcing(settings.url())));
        jobs.addAll(lanes);
        jobs.add(new SubscriberBroom(store, settings));
        return List.copyOf(jobs);
    }

    public Receipts receipts() {
        return receipts;
    }

    /// Whether people can subscribe themselves: the link to confirm goes by mail.
    public boolean canMail() {
        return courier.canMail();
    }

    SubscriberLinks links() {
        return links;
    }

    LetterWriter writer() {
        return writer;
    }

    SubscriberSettings settings() {
        return settings;
    }

    Store store() {
        return store;
    }

    /// The subscribers of a page.
    ///
    /// @param search part of an address; empty finds all
    /// @param after the `next` of the slice before; empty begins
    /// @param limit 1 to [#MOST]
    public Slice<Subscriber> list(
            OrganizationId organization,
            PageId page,
            Optional<Subscriber.State> state,
            String search,
            Optional<String> after,
            int limit) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidInput("limit", "'" + limit + "' is not 1 to " + MOST);
        }
        page(organization, page);
        String like =
                search.strip()
                        .toLowerCase(Locale.ROOT)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_");
        List<Subscriber> found =
                store.read(sql ->
                        sql.createQuery(
                                        """
                                        SELECT * FROM subscriber
                                        WHERE organization = :o AND page = :page AND id > :after
                                          AND (:state = '' OR state = :state) AND shown LIKE :like ESCAPE '\\'
                                        ORDER BY id LIMIT :limit
                                        """)
                                .bind("o", organization)
                                .bind("page", page)
                                .bind("after", after.orElse(""))
                                .bind("state", state.map(Enum::name).orElse(""))
                                .bind("like", "%" + like + "%")
                                .bind("limit", limit + 1)
                                .map(SubscriberRows.SUBSCRIBER)
                                .list());
        return found.size() <= limit
                ? new Slice<>(found, Optional.empty())
                : new Slice<>(found.subList(0, limit), Optional.of(found.get(limit - 1).id()));
    }

    /// How many there are in each state.
    public Map<Subscriber.State, Long> counts(OrganizationId organization, PageId page) {
        page(organization, page);
        var counts = new EnumMap<Subscriber.State, Long>(Subscriber.State.class);
        for (Subscriber.State state : Subscriber.State.values()) {
            counts.put(state, 0L);
        }
        store.read(sql ->
                sql.createQuery(
                                """
                                SELECT state, COUNT(*) AS many FROM subscriber
                                WHERE organization = :o AND page = :page GROUP BY state
                                """)
                        .bind("o", organization)
                        .bind("page", page)
                        .map((rs, _) ->
                                counts.put(
                                        Subscriber.State.valueOf(rs.getString("state")),
                                        rs.getLong("many")))
                        .list());
        return counts;
    }

    /// @throws NotFound when the organization has none such
    public Subscriber get(OrganizationId organization, String id) {
        return store.read(sql -> find(sql, organization, id)).subscriber();
    }

    /// Brings somebody in.
    ///
    /// @throws InvalidInput when the address is none, a component is not on the page, or consent is
    ///   not told
    /// @throws Conflict when the address is there already
    public Subscriber add(
            OrganizationId organization, PageId page, NewSubscriber fresh, Actor actor) {
        StatusPage of = page(organization, page);
        SubscriberAddress address = SubscriberInput.check(of, fresh);
        boolean invited = fresh.mode() == Subscriber.Mode.EMAIL && !fresh.confirmed();
        String note = fresh.consent().strip();
        return store.write(tx -> {
            Subscriber added =
                    make(
                            tx,
                            of,
                            address,
                            fresh.components(),
                            Subscriber.Source.OPERATOR,
                            note,
                            invited);
            if (!insert(tx, added, address, Optional.empty())) {
                throw new Conflict(
                        "'" + address.shown() + "' is a subscriber of this page already");
            }
            if (invited) {
                FanOutRows.ask(tx, added.id());
            }
            audit(tx, organization, actor, "subscriber.added", page, added.mode().name());
            return added;
        });
    }

    Subscriber make(
            Tx tx,
            StatusPage page,
            SubscriberAddress address,
            List<ComponentId> components,
            Subscriber.Source source,
            String consent,
            boolean pending) {
        return new Subscriber(
                tx.newId(),
                page.organization(),
                page.id(),
                address.mode(),
                pending ? Subscriber.State.PENDING : Subscriber.State.ACTIVE,
                address.shown(),
                components,
                source,
                consent,
                0,
                "",
                tx.now(),
                pending ? Optional.empty() : Optional.of(tx.now()),
                Optional.empty(),
                pending ? Optional.of(tx.now().plus(settings.confirmWithin())) : Optional.empty());
    }

    /// @param contact who may confirm a webhook
    boolean insert(Tx tx, Subscriber s, SubscriberAddress address, Optional<String> contact) {
        boolean mail = s.mode() == Subscriber.Mode.EMAIL;
        var row =
                new SubscriberRow(
                        s,
                        mail
                                ? address.text()
                                : secrets.seal(LetterWriter.purpose(s.id()), address.text()),
                        mail ? Optional.of(address.text()) : contact,
                        s.state() == Subscriber.State.PENDING ? 1 : 0,
                        tx.now());
        return SubscriberRows.add(tx, row, links.fingerprint(s.mode(), address.text()));
    }

    /// Chooses components for them.
    public Subscriber choose(
            OrganizationId organization, String id, List<ComponentId> components, Actor actor) {
        return store.write(tx -> {
            Subscriber s = find(tx.sql(), organization, id).subscriber();
            SubscriberInput.checkComponents(page(tx.sql(), organization, s.page()), components);
            SubscriberRows.choose(tx, id, components);
            audit(tx, organization, actor, "subscriber.changed", s.page(), s.mode().name());
            return find(tx.sql(), organization, id).subscriber();
        });
    }

    /// Removes them and their address for good.
    public void remove(OrganizationId organization, String id, Actor actor) {
        store.run(tx -> {
            Subscriber s = find(tx.sql(), organization, id).subscriber();
            SubscriberRows.remove(tx, id);
            audit(tx, organization, actor, "subscriber.removed", s.page(), s.mode().name());
        });
    }

    /// Takes one out of quarantine.
    ///
    /// @throws Conflict when they are not in it
    public Subscriber reactivate(OrganizationId organization, String id, Actor actor) {
        return store.write(tx -> {
            Subscriber s = find(tx.sql(), organization, id).subscriber();
            if (s.state() != Subscriber.State.QUARANTINED) {
                throw new Conflict("'" + s.shown() + "' is not in quarantine");
            }
            SubscriberRows.activate(tx, id);
            audit(tx, organization, actor, "subscriber.reactivated", s.page(), s.mode().name());
            return find(tx.sql(), organization, id).subscriber();
        });
    }

    /// Sends the mail with the link to confirm again.
    ///
    /// @throws Conflict when they have confirmed
    public Subscriber askAgain(OrganizationId organization, String id, Actor actor) {
        return store.write(tx -> {
            Subscriber s = find(tx.sql(), organization, id).subscriber();
            if (s.state() != Subscriber.State.PENDING) {
                throw new Conflict("'" + s.shown() + "' has confirmed already");
            }
            FanOutRows.ask(tx, id);
            SubscriberRows.asked(tx, id);
            audit(tx, organization, actor, "subscriber.asked", s.page(), s.mode().name());
            return s;
        });
    }

    /// What [#take] would refuse a list for.
    public static List<InvalidInput.Problem> problems(String csv, String consent) {
        return SubscriberInput.problems(SubscriberCsv.read(csv), consent);
    }

    /// Takes a list of mail addresses, who agreed elsewhere.
    ///
    /// @param csv an address a line; of several columns the one called `email`, else the first
    /// @param consent where and when they agreed
    /// @throws InvalidInput when there are too many lines or consent is not told
    public ImportedSubscribers take(
            OrganizationId organization, PageId page, String csv, String consent, Actor actor) {
        ImportedSubscribers taken = lists.take(page(organization, page), csv, consent);
        store.run(tx ->
                audit(
                        tx,
                        organization,
                        actor,
                        "subscribers.imported",
                        page,
                        taken.added() + " addresses"));
        return taken;
    }

    /// Writes all subscribers of a page as CSV, a part at a time. The addresses of webhooks stay
    /// out: only their hosts are told.
    public void export(OrganizationId organization, PageId page, Consumer<String> to) {
        lists.export(organization, page, to);
    }

    private static void audit(
            Tx tx,
            OrganizationId organization,
            Actor actor,
            String action,
            PageId page,
            String detail) {
        tx.journal(organization, new Audited(actor, action, page.value(), detail));
    }

    private static SubscriberRow find(Handle sql, OrganizationId organization, String id) {
        return SubscriberRows.byId(sql, id)
                .filter(row -> row.subscriber().organization().equals(organization))
                .orElseThrow(() -> new NotFound("subscriber", id));
    }

    private StatusPage page(OrganizationId organization, PageId id) {
        return store.read(sql -> page(sql, organization, id));
    }

    private static StatusPage page(Handle sql, OrganizationId organization, PageId id) {
        return sql.createQuery("SELECT body FROM status_page WHERE id = :id AND organization = :o")
                .bind("id", id)
                .bind("o", organization)
                .mapTo(String.class)
                .map(body -> Json.read(body, StatusPage.class))
                .findOne()
                .orElseThrow(() -> new NotFound("status page", id.value()));
    }

    static Optional<StatusPage> anyPage(Handle sql, PageId id) {
        return sql.createQuery("SELECT body FROM status_page WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .map(body -> Json.read(body, StatusPage.class))
                .findOne();
    }

    /// Waits up to ten seconds for letters under way, so that they are recorded.
    @Override
    public void close() {
        lanes.forEach(lane -> lane.close(PATIENCE));
    }
}
