package dev.bellwether.guard;

import dev.bellwether.guard.AdmissionEvent.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one node: looks at it again and again, and does what [Breaker] and [Watchdog] say. What it
/// sees feeds the ledger and the forecasts; what runs there without the guard is charged to the
/// reserve. Safe for several threads.
final class NodeKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(NodeKeeper.class);

    /// Told to end so long ago that it is worth saying again.
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private static final long QUIET_MILLIS = 1_000;
    private static final long BUSY_MILLIS = 250;

    private final Semaphore hurried = new Semaphore(0);
    private final Node node;
    private final long limit;
    private final NodeEye eye;
    private final Gate gate;
    private final Flights flights;
    private final Kills kills;
    private final GuardSettings.Login login;
    private final Switch controls;
    private final InstantSource clock;

    private Breaker breaker = Breaker.WARM;
    private Watchdog watchdog = Watchdog.CALM;
    private Optional<LocalMemory> local = Optional.empty();
    private boolean hasSearched;
    private Optional<Look.Told> told = Optional.empty();
    private LocalMemory.Resident resident = new LocalMemory.Resident(0, "unknown");
    private String trouble = "";
    private Opening opening = new Opening(100, true);
    private long deaths;
    private long victims;
    private volatile long orphans;
    private String unknown = "";
    private final Portions portions;

    private record Opening(int percent, boolean heavy) {}

    NodeKeeper(
            Node node,
            GuardSettings settings,
            Gate gate,
            Flights flights,
            Kills kills,
            Switch controls,
            Portions portions,
            InstantSource clock) {
        this.portions = portions;
        this.node = node;
        this.limit = settings.limit();
        this.login = settings.login();
        this.eye =
                new NodeEye(node.upstream(), login, clock, System::nanoTime, !portions.isAlone());
        this.gate = gate;
        this.flights = flights;
        this.kills = kills;
        this.controls = controls;
        this.clock = clock;
    }

    Node node() {
        return node;
    }

    /// Looks until it is interrupted: each second, four times a second while something is to be
    /// seen, at once when told to hurry.
    void keep() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    look();
                } catch (RuntimeException e) {
                    LOG.error("Node {} was not looked at", node.name(), e);
                }
                boolean isQuiet = flights.isEmpty() && !isSilent();
                var _ =
                        hurried.tryAcquire(
                                isQuiet ? QUIET_MILLIS : BUSY_MILLIS, TimeUnit.MILLISECONDS);
                hurried.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Something happened that is worth a look now.
    void hurry() {
        hurried.release();
    }

    /// One look at the node, and what follows from it. By one thread at a time.
    void look() throws InterruptedException {
        long began = portions.now();
        Look look = eye.look();
        synchronized (this) {
            switch (look) {
                case Look.Told seen -> {
                    sawGuards(seen, began);
                    told(seen);
                }
                case Look.Blind blind -> blind(blind);
                case Look.Silent silent -> silent(silent.why());
            }
            open();
        }
    }

    /// A request found nobody there: its room is shut at once, not at the next look.
    synchronized void noConnection(String why) {
        silent(why);
        open();
    }

    /// Queries ran out of memory although they had their caps.
    synchronized void outOfAllMemory() {
        breaker = breaker.on(new Breaker.Finding.Trouble(), clock.instant());
    }

    /// A person lets heavy queries in again.
    synchronized void letHeavyIn() {
        breaker = breaker.on(new Breaker.Finding.LetIn(), clock.instant());
        open();
    }

    private void told(Look.Told seen) {
        Instant now = clock.instant();
        boolean wasSilent = breaker.isSilent();
        Optional<Instant> died = breaker.lastDeath();
        breaker =
                breaker.on(
                        new Breaker.Finding.Answered(seen.started(), flights.forms(node.name())),
                        now);
        boolean isNew = !breaker.lastDeath().equals(died);
        if (isNew) {
            restarted();
        } else if (wasSilent) {
            LOG.info("Node {} answers again", node.name());
        }
        if (told.isEmpty() || isNew || !hasSearched) {
            search();
        }
        if (!trouble.isEmpty() && !wasSilent) {
            LOG.info("Node {} tells what runs again", node.name());
        }
        trouble = "";
        told = Optional.of(seen);
        reconcile(seen);
        watch(seen, now);
    }

    private void restarted() {
        deaths++;
        LOG.warn(
                "Node {} is another process: it died. {} forms of query that were in flight are"
                        + " suspects; its room opens step by step{}",
                node.name(),
                breaker.suspects().size(),
                breaker.heavyOpen(clock.instant()) ? "" : "; heavy queries stay out");
        gate.on(new AdmissionEvent.Restarted(node.name()));
    }

    private void search() {
        hasSearched = true;
        local = LocalMemory.of(node.upstream().address());
    }

    private void blind(Look.Blind look) {
        if (!look.why().equals(trouble)) {
            LOG.warn(
                    "Node {} does not tell what runs; the guard's user is '{}'. Peaks are not learnt and"
                            + " what bypasses the guard is not seen: {}",
                    node.name(),
                    login.user(),
                    look.why());
        }
        trouble = look.why();
        if (breaker.isSilent()) {
            // Nobody says whether it is another process: it was away, so it is taken for one.
            breaker =
                    breaker.on(
                            new Breaker.Finding.Answered(
                                    eye.steadily(), flights.forms(node.name())),
                            clock.instant());
            restarted();
        }
        told = Optional.empty();
    }

    private void silent(String why) {
        if (!breaker.isSilent()) {
            LOG.warn(
                    "Node {} does not answer; its queries wait until it is back: {}",
                    node.name(),
                    why);
        }
        trouble = why;
        told = Optional.empty();
        breaker =
                breaker.on(new Breaker.Finding.Silent(flights.forms(node.name())), clock.instant());
    }

    private void reconcile(Look.Told seen) {
        AdmissionState state = gate.state();
        var running = new HashMap<String, Usage>();
        long strangers = seen.merges();
        long lost = 0;
        for (Look.Running one : seen.queries()) {
            Optional<Flight> flight =
                    flights.of(one.id()).filter(f -> f.node().equals(node.name()));
            flight.ifPresent(f -> f.seen(one));
            AdmissionState.Reservation reserved = state.running().get(one.id());
            if (reserved != null && reserved.node().equals(node.name())) {
                running.put(one.id(), new Usage(one.peak(), false));
                boolean isStubborn =
                        reserved.leaving() && one.millis() > AGAIN.toMillis() && flight.isPresent();
                if (isStubborn) {
                    kills.order(one.id(), node, flight.get().credentials());
                }
            } else if (!isAnotherGuards(one)) {
                strangers += Math.max(one.bytes(), flight.map(Flight::cap).orElse(0L));
                if (one.guard().equals(portions.guard()) && !one.guard().isEmpty()) {
                    lost += one.cap();
                }
            }
        }
        orphans = lost;
        gate.on(new AdmissionEvent.Seen(node.name(), seen.asked(), running, strangers));
    }

    /// What runs there for which guard: as much as its caps may reach.
    private void sawGuards(Look.Told seen, long began) {
        if (portions.isAlone()) {
            return;
        }
        var caps = new HashMap<String, Long>();
        for (Look.Running one : seen.queries()) {
            if (!one.guard().isEmpty()) {
                long cap = one.cap() > 0 ? one.cap() : Long.MAX_VALUE;
                caps.merge(
                        one.guard(),
                        cap,
                        (a, b) -> a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b);
            }
        }
        portions.saw(node.name(), began, caps);
    }

    /// Whether it is within what the table gives another guard.
    private boolean isAnotherGuards(Look.Running one) {
        if (one.guard().isEmpty() || one.guard().equals(portions.guard())) {
            return false;
        }
        boolean isKnown = portions.knows(node.name(), one.guard());
        if (!isKnown && !unknown.equals(one.guard())) {
            unknown = one.guard();
            LOG.warn(
                    "Query {} on node {} is of guard {}, which has no part of that node: guards share by"
                            + " one database and by the node's address, which must be the same in"
                            + " guard.upstream of all",
                    one.id(),
                    node.name(),
                    one.guard());
        }
        return isKnown;
    }

    /// Caps of queries that this guard has sent and has no answer of to wait for, as last seen.
    long orphans() {
        return orphans;
    }

    private void watch(Look.Told seen, Instant now) {
        resident =
                local.flatMap(memory -> memory.resident(limit))
                        .orElseGet(() -> new LocalMemory.Resident(seen.tracked(), "tracked"));
        if (local.isPresent() && resident.by().equals("tracked")) {
            hasSearched = false;
        }
        AdmissionState state = gate.state();
        List<Watchdog.Running> queries =
                seen.queries().stream()
                        .filter(one -> {
                            var reserved = state.running().get(one.id());
                            return reserved == null || reserved.ask().lane() != Lane.URGENT;
                        })
                        .map(one -> running(one, state.running()))
                        .toList();
        Watchdog.Decision decision =
                watchdog.on(new Watchdog.Sample(limit, resident.bytes(), queries), now);
        watchdog = decision.watchdog();
        decision.kill().ifPresent(this::end);
    }

    private Watchdog.Running running(
            Look.Running one, Map<String, AdmissionState.Reservation> reserved) {
        AdmissionState.Reservation of = reserved.get(one.id());
        return new Watchdog.Running(
                one.id(), one.bytes(), of == null ? 0 : of.held(), Duration.ofMillis(one.millis()));
    }

    private void end(String id) {
        boolean mayKill =
                switch (controls.now().mode()) {
                    case OFF, OBSERVE -> false;
                    case LIGHT, FULL -> true;
                };
        LOG.warn(
                "Node {} has {} MB of {} MB in memory ({}): query {} is {}",
                node.name(),
                resident.bytes() >> 20,
                limit >> 20,
                resident.by(),
                id,
                mayKill ? "told to end" : "the one that would be told to end");
        if (mayKill) {
            victims++;
            kills.order(
                    id,
                    node,
                    flights.of(id).map(Flight::credentials).orElse(Credentials.of(login)));
        }
    }

    private void open() {
        Instant now = clock.instant();
        var next =
                new Opening(
                        breaker.openPercent(now), breaker.heavyOpen(now) && watchdog.heavyOpen());
        if (!next.equals(opening)) {
            opening = next;
            gate.on(new AdmissionEvent.Opened(node.name(), next.percent(), next.heavy()));
        }
    }

    synchronized boolean isSilent() {
        return breaker.isSilent();
    }

    synchronized boolean suspects(long form) {
        return breaker.suspects(form, clock.instant());
    }

    /// Whether the node knows the setting `log_comment`; false while that is not known.
    synchronized boolean logsComments() {
        return told.map(Look.Told::logsComments).orElse(false);
    }

    /// What is known of the node, for people.
    synchronized GuardStatus.NodeStatus status(AdmissionState state) {
        NodeRoom room = state.nodes().get(node.name());
        Instant now = clock.instant();
        String phase = breaker.isSilent() ? "SILENT" : breaker.isWarming(now) ? "WARMING" : "OPEN";
        return new GuardStatus.NodeStatus(
                node.name(),
                phase,
                told.map(Look.Told::version).orElse(""),
                trouble,
                limit,
                room == null ? 0 : room.reserve(),
                room == null ? 0 : room.strangers(),
                room == null ? 0 : room.budget(),
                state.held(node.name()),
                resident.bytes(),
                resident.by(),
                told.map(Look.Told::tracked).orElse(0L),
                opening.percent(),
                opening.heavy(),
                breaker.suspects().size(),
                deaths,
                victims,
                portions.status(node.name(), limit - (room == null ? 0 : room.reserve())));
    }
}
