package dev.bellwether.bench;

import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.Directory;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.Job;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.Urgency;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import dev.bellwether.notify.AddressPolicy;
import dev.bellwether.notify.MailSettings;
import dev.bellwether.notify.Notify;
import dev.bellwether.notify.NotifySettings;
import dev.bellwether.notify.WebhookSettings;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.store.Line;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// One life of the process that [PageLost] kills: goes on where the life before was ended, from
/// verdicts to incidents, alerts and pages, until all outages are told or the kill comes.
///
/// Arguments: database file, mail port, webhook address, peer's address, outages, commit to die at,
/// `before`, `after` or `set-up` (make the policies and services and end), channels by which each
/// is told (2 or 3).
final class PageLostLife {
    /// How long to look away while messages are under way: the sinks need the processors.
    private static final long LOOK_AWAY_NANOS = 100_000;

    static final OrganizationId ORGANIZATION = new OrganizationId("bench");
    private static final PersonId ADA = new PersonId("ada");
    private static final Actor BY = Actor.automation("bench", "page-lost");
    private static final Instant BEGIN = Instant.parse("2026-05-01T08:00:00Z");
    private static final int WAVE = 50;

    private volatile Instant now = BEGIN;
    private final int outages;
    private final Store store;
    private final Notify notify;
    private final AtMostOnce peer;
    private final List<Job> jobs = new ArrayList<>();
    private final List<Job> senders;
    private final KillSwitch killSwitch;

    private PageLostLife(String[] args) {
        InstantSource clock = () -> now;
        this.outages = Integer.parseInt(args[4]);
        this.store = Store.open(StoreSettings.sqlite(Path.of(args[0])), clock);
        now = lastInstant().plus(Duration.ofMinutes(2));
        Directory people = new OnePerson(args[2], Integer.parseInt(args[7]));
        var incidents = new IncidentRoom(store);
        var oncall = new OnCall(store, people, new NoSecrets(), ChannelsSetUp.all());
        this.notify =
                new Notify(
                        store,
                        clock,
                        people,
                        (organization, alert, person) -> "http://127.0.0.1/ack/" + alert.value(),
                        NotifySettings.of(
                                        Optional.of(
                                                MailSettings.plain(
                                                        "127.0.0.1",
                                                        Integer.parseInt(args[1]),
                                                        "pages@bellwether.example")),
                                        WebhookSettings.of(
                                                "the secret of a benchmark", AddressPolicy.any()))
                                .with(new NoSecrets()));
        this.peer = new AtMostOnce(store, args[3]);
        setUp(incidents, oncall, args[2]);
        jobs.addAll(incidents.jobs());
        jobs.addAll(oncall.jobs());
        jobs.add(peer.reaction());
        jobs.addAll(notify.jobs());
        senders =
                notify.jobs().stream()
                        .filter(job ->
                                Set.of("notify-email", "notify-webhook").contains(job.name()))
                        .toList();
        this.killSwitch = new KillSwitch(store, Long.parseLong(args[5]), args[6].equals("after"));
    }

    public static void main(String[] args) {
        var life = new PageLostLife(args);
        if (!args[6].equals("set-up")) {
            life.live();
        }
        System.exit(0);
    }

    private void live() {
        settle();
        for (long told = told(); told < outages; told = told()) {
            long from = told;
            long to = Math.min(outages, told + WAVE);
            store.run(tx -> {
                for (long i = from; i < to; i++) {
                    tx.journal(ORGANIZATION, outage(i));
                }
            });
            settle();
            move(Duration.ofSeconds(30));
        }
        report();
    }

    /// Runs every job until nothing is left to do.
    private void settle() {
        long before;
        do {
            before = store.journal().head();
            jobs.forEach(job -> job.run(now));
            peer.sendAll();
            sendAll();
            move(Duration.ofMillis(100));
            if (store.journal().head() == before) {
                skip();
            }
        } while (store.journal().head() != before || isAnythingUnsent());
    }

    /// On to when the next message is to leave.
    private void skip() {
        long next =
                store.read(sql ->
                        sql.createQuery(
                                        "SELECT COALESCE(MIN(due_at), 0) FROM delivery WHERE state = 'QUEUED'")
                                .mapTo(Long.class)
                                .one());
        if (next > 0 && Micros.toInstant(next).isAfter(now)) {
            now = Micros.toInstant(next);
        }
    }

    /// Sends what is due before the other rooms are told of it one by one: they hear of many at
    /// once, as they do under load.
    private void sendAll() {
        awaitAttempts();
        long due;
        do {
            due = due();
            senders.forEach(job -> job.run(now));
            awaitAttempts();
        } while (due() < due);
    }

    private long due() {
        return store.read(sql ->
                sql.createQuery(
                                "SELECT COUNT(*) FROM delivery WHERE state = 'QUEUED' AND due_at <= :now")
                        .bind("now", now)
                        .mapTo(Long.class)
                        .one());
    }

    private void awaitAttempts() {
        while (notify.metrics().channels().values().stream().anyMatch(c -> c.underWay() > 0)) {
            LockSupport.parkNanos(LOOK_AWAY_NANOS);
        }
    }

    private boolean isAnythingUnsent() {
        return store.read(sql ->
                sql.createQuery(
                                "SELECT COUNT(*) FROM delivery WHERE state IN ('QUEUED', 'SENDING')")
                        .mapTo(Long.class)
                        .one())
                > 0;
    }

    private void move(Duration by) {
        now = now.plus(by);
    }

    private long told() {
        return store.read(sql ->
                sql.createQuery("SELECT COUNT(*) FROM journal WHERE kind = 'VerdictChanged'")
                        .mapTo(Long.class)
                        .one());
    }

    private Instant lastInstant() {
        return store.read(sql ->
                Micros.toInstant(
                        sql.createQuery("SELECT COALESCE(MAX(at), :begin) FROM journal")
                                .bind("begin", BEGIN)
                                .mapTo(Long.class)
                                .one()));
    }

    private void report() {
        System.out.println("commits " + killSwitch.commits());
        long after = 0;
        List<Line> lines;
        do {
            lines = store.journal().read(after, 500);
            for (Line line : lines) {
                after = line.seq();
                if (line.fact() instanceof PageDue due) {
                    System.out.println("due " + due.delivery().value());
                }
            }
        } while (!lines.isEmpty());
    }

    private void setUp(IncidentRoom incidents, OnCall oncall, String webhook) {
        var step =
                new EscalationPolicy.Step(
                        List.of(
                                new EscalationPolicy.Target.ToPerson(ADA),
                                new EscalationPolicy.Target.ToWebhook(webhook)),
                        Duration.ofHours(12));
        // One each: a storm of one policy would be one page.
        for (int i = oncall.policies().list(ORGANIZATION).size(); i < outages; i++) {
            oncall.policies()
                    .save(
                            new EscalationPolicy(
                                    policy(i), ORGANIZATION, "bench", List.of(step), 0),
                            BY);
        }
        for (int i = incidents.services().list(ORGANIZATION).size(); i < outages; i++) {
            incidents
                    .services()
                    .save(
                            new Service(
                                    service(i),
                                    ORGANIZATION,
                                    "Service " + i,
                                    "",
                                    IncidentPolicy.DEFAULT,
                                    Optional.of(policy(i))),
                            BY);
        }
    }

    private static PolicyId policy(long i) {
        return new PolicyId("policy%04d".formatted(i));
    }

    private static ServiceId service(long i) {
        return new ServiceId("service%04d".formatted(i));
    }

    private VerdictChanged outage(long i) {
        return new VerdictChanged(
                new VerdictId("verdict" + i),
                new CheckId("check" + i),
                service(i),
                "Check " + i,
                CheckState.UP,
                CheckState.DOWN,
                Status.OPERATIONAL,
                Status.MAJOR_OUTAGE,
                "[STATUS] 503 is not in 200-299",
                now,
                now);
    }

    private record OnePerson(String webhook, int channels) implements Directory {
        @Override
        public Optional<Person> person(OrganizationId organization, PersonId id) {
            return Optional.of(ada(organization));
        }

        @Override
        public List<Person> owners(OrganizationId organization) {
            return List.of(ada(organization));
        }

        private Person ada(OrganizationId organization) {
            var mail = new ContactMethod("mail", Channel.EMAIL, "ada@bench.example", true);
            var hook = new ContactMethod("hook", Channel.WEBHOOK, webhook, true);
            boolean both = channels > 2;
            return new Person(
                    ADA,
                    organization,
                    "Ada",
                    "ada@bench.example",
                    Role.OWNER,
                    true,
                    both ? List.of(mail, hook) : List.of(mail),
                    both
                            ? List.of(
                                    new NotificationRule("1", Urgency.HIGH, Duration.ZERO, "mail"),
                                    new NotificationRule(
                                            "2", Urgency.HIGH, Duration.ofMinutes(2), "hook"))
                            : List.of(),
                    Optional.empty());
        }
    }
}
