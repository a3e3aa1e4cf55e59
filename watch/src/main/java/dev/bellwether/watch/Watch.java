package dev.bellwether.watch;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckChanged;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckRemoved;
import dev.bellwether.model.CheckResults;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Job;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderChanged;
import dev.bellwether.model.Secrets;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceRemoved;
import dev.bellwether.store.Leases;
import dev.bellwether.store.Line;
import dev.bellwether.store.Reaction;
import dev.bellwether.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The room at work: begins each check's rounds when they are due, counts their ballots, and writes
/// what changes. Where several nodes share a database each watches its share of the checks.
///
/// Between two changes of a verdict nothing is written to the database, and while the database is
/// gone checks go on from memory.
public final class Watch implements AutoCloseable {
    private static final int MOST_WAITING = 10_000;

    private record Token(OrganizationId organization, CheckId check) {}

    private final Store store;
    private final InstantSource clock;
    private final LocalProber prober;
    private final CheckSeal seal;
    private final PlaceDesk desk;
    private final PlaceBook places;
    private final Heartbeats heartbeats = new Heartbeats();
    private final WatchCounts counts = new WatchCounts();
    private final VerdictWriter writer;
    private final Rounds rounds;
    private final Duty duty;
    private final Inbound inbound;
    private final List<Job> jobs;
    private final ConcurrentHashMap<String, Token> tokens = new ConcurrentHashMap<>();

    /// @param results takes each probe's result
    /// @param providers what providers say of themselves
    /// @param secrets opens what [Checks] sealed with it
    public Watch(
            Store store,
            CheckResults results,
            ProviderStates providers,
            WatchSettings settings,
            Secrets secrets,
            InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.prober = new LocalProber(settings, Trust.ofThisJava(), clock);
        this.seal = new CheckSeal(secrets);
        this.writer = new VerdictWriter(store, fence(store), MOST_WAITING);
        if (store.isShared()) {
            heartbeats.share();
        }
        this.desk =
                new PlaceDesk(store, prober, place -> new OpeningProber(place, seal, clock), clock);
        this.places = new PlaceBook(store, settings.place(), clock);
        var shared = new SharedResults(store, results);
        this.rounds = new Rounds(desk, providers, shared, writer, heartbeats, counts);
        this.duty = new Duty(store, rounds, heartbeats, writer, this::know);
        this.inbound = new Inbound(store, secrets, clock);
        Job follower =
                store.journal().follower("watch-checks", store.journal().head(), this::follow);
        Reaction cleaner = new RemovedServices(seal);
        List<Job> own =
                List.of(
                        duty.turns(),
                        duty,
                        desk,
                        shared,
                        follower,
                        store.journal()
                                .reaction(
                                        "watch-removed-services",
                                        RemovedServices.CONCERNS,
                                        cleaner),
                        new OldSecrets(store, seal),
                        new CheckColumns.Fill(store),
                        new Upkeep(store, writer, heartbeats, settings.keepEvidence()));
        this.jobs = Stream.concat(own.stream(), inbound.jobs().stream()).toList();
    }

    /// What the server must run.
    public List<Job> jobs() {
        return jobs;
    }

    /// Where places sign in and vote.
    public PlaceDesk desk() {
        return desk;
    }

    /// Alerts of other programs.
    public Inbound inbound() {
        return inbound;
    }

    /// Tries thresholds of a check on its past.
    public CheckBacktest backtest() {
        return new CheckBacktest(store);
    }

    /// The places there are, and their tokens.
    public PlaceBook places() {
        return places;
    }

    /// A job reports in: it did its work.
    ///
    /// @param token the secret part of the heartbeat's address
    /// @return false when no check has this token
    public boolean beat(String token) {
        return beat(token, Optional.empty());
    }

    /// A job reports in.
    ///
    /// @param failure why it failed, in its own words, 1 to 200 characters; empty when it did its
    ///   work
    /// @return false when no check has this token
    public boolean beat(String token, Optional<String> failure) {
        String digest = Tokens.digest(token);
        Optional<Token> known = Optional.ofNullable(tokens.get(digest)).or(() -> stored(digest));
        known.ifPresent(found -> {
            Instant now = clock.instant();
            heartbeats.beat(found.organization(), found.check(), new Beat(now, failure));
            rounds.find(found.check()).ifPresent(run -> rounds.state(run, now));
            if (store.isShared() && store.health().trouble().isEmpty()) {
                // The node that watches the check, and whoever takes over from us, must know.
                heartbeats.flush(store);
            }
        });
        return known.isPresent();
    }

    /// Has a check probed as soon as possible, besides its own beat.
    ///
    /// @throws NotFound when this organization has no such check, or it is paused
    public void runNow(OrganizationId organization, CheckId check) {
        Optional<CheckRun> here =
                rounds.find(check)
                        .filter(found -> found.check().organization().equals(organization));
        if (here.isPresent()) {
            rounds.runNow(here.get(), clock.instant());
        } else if (store.isShared() && isElsewhere(organization, check)) {
            RunRequests.add(store, check);
        } else {
            throw new NotFound("running check", check.value());
        }
    }

    private boolean isElsewhere(OrganizationId organization, CheckId check) {
        return !duty.shards().contains(Shards.of(check))
                && store.read(sql -> CheckRows.find(sql, organization, check))
                        .filter(found -> !found.paused())
                        .isPresent();
    }

    private static VerdictWriter.Fence fence(Store store) {
        return store.isShared()
                ? (tx, check) ->
                        Leases.isHeld(tx, Shards.lease(Shards.of(check)), store.nodes().me())
                : VerdictWriter.Fence.NONE;
    }

    /// Where a check stands at this moment, SUSPECT and RECOVERING included; empty when it is not
    /// watched here.
    public Optional<VerdictState> state(OrganizationId organization, CheckId check) {
        return rounds.find(check)
                .filter(run -> run.check().organization().equals(organization))
                .map(CheckRun::state);
    }

    public WatchMetrics metrics() {
        return new WatchMetrics(
                rounds.size(),
                rounds.underWay(),
                counts.probes(),
                counts.beatsSkipped.get(),
                counts.lateness.quantile(0.5),
                counts.lateness.quantile(0.99),
                counts.lateness.max(),
                counts.begunWithin(),
                writer.pending(),
                writer.lost(),
                writer.overtaken(),
                duty.shards().size());
    }

    /// Why this system cannot ping, in words for whoever set it up; empty when it can.
    public static Optional<String> pingTrouble() {
        return Icmp.ofThisSystem() == Icmp.FORBIDDEN
                ? Optional.of(Icmp.WHY_FORBIDDEN)
                : Optional.empty();
    }

    /// Stops probing. What is decided and not yet written is written if the database answers.
    @Override
    public void close() {
        desk.close();
        prober.close();
        rounds.clear();
        writer.flush();
    }

    private void follow(Line line) {
        switch (line.fact()) {
            case CheckChanged changed -> {
                register(changed);
                duty.ifMine(
                        changed.check().id(),
                        () -> rounds.put(changed.check(), true, clock.instant()));
            }
            case CheckRemoved removed -> {
                tokens.values().removeIf(token -> token.check().equals(removed.check()));
                heartbeats.forget(removed.check());
                rounds.remove(removed.check());
            }
            case ProviderChanged changed ->
                    rounds.providerChanged(changed.provider(), clock.instant());
            default -> {
                // Everything else is for other rooms.
            }
        }
    }

    private void register(CheckChanged changed) {
        CheckId id = changed.check().id();
        tokens.values().removeIf(token -> token.check().equals(id));
        know(changed.check());
    }

    private void know(Check check) {
        seal.token(check)
                .ifPresent(token ->
                        tokens.put(
                                Tokens.digest(token), new Token(check.organization(), check.id())));
    }

    private Optional<Token> stored(String digest) {
        Optional<Token> found =
                store.read(sql ->
                        sql.createQuery("SELECT id, organization FROM checks WHERE token = :token")
                                .bind("token", digest)
                                .map((rs, context) ->
                                        new Token(
                                                new OrganizationId(rs.getString("organization")),
                                                new CheckId(rs.getString("id"))))
                                .findOne());
        // Known once, it is answered while the database is gone. Checks that go are followed.
        found.ifPresent(token -> tokens.put(digest, token));
        return found;
    }

    /// The checks of a service go with it, and come back with it when its removal is undone. The
    /// journal's order decides: whatever comes back was taken out before.
    record RemovedServices(CheckSeal seal) implements Reaction {
        static final Set<Class<? extends Fact>> CONCERNS =
                Set.of(ServiceRemoved.class, ServiceChanged.class);

        @Override
        public void on(dev.bellwether.store.Tx tx, Line line) {
            OrganizationId organization = line.organization();
            if (line.fact() instanceof ServiceRemoved(ServiceId service, Actor actor)) {
                List<Check> checks =
                        CheckRows.ofService(tx.sql(), organization, service, Checks.MOST);
                checks.forEach(check -> BulkEdit.remove(tx, check, actor));
                CheckTrash.withService(tx, organization, service, checks, actor);
            } else if (line.fact() instanceof ServiceChanged(Service service, Actor actor)) {
                CheckTrash.serviceReturned(tx, organization, service.id(), actor, seal);
            }
        }
    }
}
