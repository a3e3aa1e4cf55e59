package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.guard.AdmissionState.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "Whatever happens in whatever order, the caps fit the node, and nothing leaks or is lost")
class AdmissionHistoriesTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");

    @Test
    void thousandsOfHistories() {
        int ran = 0;
        int refused = 0;
        int promoted = 0;
        int held = 0;
        for (long seed = 0; seed < Integer.getInteger("histories", 500); seed++) {
            var history = new History(seed);
            history.run();
            ran += history.ran;
            refused += history.refused;
            promoted += history.promoted;
            held += history.held;
        }
        assertThat(ran).isGreaterThan(10_000);
        assertThat(refused).isGreaterThan(1_000);
        assertThat(promoted).isGreaterThan(1_000);
        assertThat(held).as("what was in quarantine at a step").isGreaterThan(10_000);
    }

    /// One history of two hundred events, and what must hold after each.
    private static final class History {
        private final Random random;
        private final String seed;
        private final boolean isCompared;
        private final AdmissionPolicy policy;
        private final Admission admission;
        private final Set<String> asked = new HashSet<>();
        private final Set<String> open = new HashSet<>();
        private final Map<String, Integer> promotions = new HashMap<>();
        private Instant now = START;
        private AdmissionState state;
        private int next;
        private int ran;
        private int refused;
        private int promoted;
        private int held;

        History(long seed) {
            this.random = new Random(seed);
            this.seed = "seed " + seed;
            this.isCompared = seed % 2 == 0;
            this.policy =
                    new AdmissionPolicy(
                            random.nextInt(1, 5),
                            random.nextInt(10, 40),
                            random.nextInt(50, 98),
                            random.nextInt(30, 101),
                            random.nextInt(3, 30),
                            random.nextInt(2, 20),
                            Duration.ofSeconds(random.nextInt(1, 20)),
                            Duration.ofSeconds(random.nextInt(5, 100)),
                            Map.of("ann", 2.0),
                            new AdmissionPolicy.Apart(
                                    random.nextInt(1, 30),
                                    random.nextInt(1, 4),
                                    random.nextInt(20)),
                            random.nextInt(4) == 0);
            this.admission = new Admission(policy);
            var nodes = new ArrayList<NodeRoom>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                nodes.add(NodeRoom.open("n" + i, random.nextLong(500, 2_000), 100));
            }
            this.state = AdmissionState.of(nodes, now);
        }

        void run() {
            for (int i = 0; i < 200; i++) {
                now = now.plusMillis(random.nextInt(1_500));
                step(event());
            }
            drain();
        }

        private AdmissionEvent event() {
            List<String> running = state.running().keySet().stream().sorted().toList();
            String one = running.isEmpty() ? "none" : running.get(random.nextInt(running.size()));
            List<String> names = state.nodes().keySet().stream().sorted().toList();
            String node = names.get(random.nextInt(names.size()));
            return switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> new AdmissionEvent.Arrived(ask(names));
                case 9, 10, 11 -> new AdmissionEvent.Ended(one);
                case 12 -> new AdmissionEvent.Left(anyone(one));
                case 13, 14, 15 ->
                        new AdmissionEvent.OutOfMemory(
                                one,
                                random.nextBoolean() ? Lane.HEAVY : Lane.INTERACTIVE,
                                random.nextLong(1, 1_500));
                case 16 -> seen(node);
                case 17 ->
                        random.nextInt(5) == 0
                                ? new AdmissionEvent.Restarted(node)
                                : new AdmissionEvent.Tick();
                case 18 ->
                        new AdmissionEvent.Opened(
                                node, random.nextInt(5) * 25, random.nextInt(4) > 0);
                default -> new AdmissionEvent.Tick();
            };
        }

        private String anyone(String running) {
            return state.waiting().isEmpty() || random.nextBoolean()
                    ? running
                    : state.waiting().get(random.nextInt(state.waiting().size())).ask().id();
        }

        private Ask ask(List<String> nodes) {
            Lane lane = Lane.values()[random.nextInt(6)];
            String id = random.nextInt(40) == 0 ? "q0" : "q" + next++;
            Optional<String> node =
                    random.nextInt(6) == 0
                            ? Optional.of(nodes.get(random.nextInt(nodes.size())))
                            : Optional.empty();
            var ask =
                    new Ask(
                            id,
                            new Ask.Flow(
                                    random.nextBoolean() ? "ann" : "bob", "f" + random.nextInt(3)),
                            lane,
                            lane == Lane.URGENT
                                    ? random.nextLong(1, 20)
                                    : random.nextLong(1, 2_500),
                            now.plusSeconds(random.nextInt(60)),
                            node,
                            random.nextInt(4) > 0);
            return lane == Lane.QUARANTINE ? ask.inQuarantine() : ask;
        }

        private AdmissionEvent seen(String node) {
            Map<String, AdmissionEvent.Usage> running =
                    state.running().values().stream()
                            .filter(one -> one.node().equals(node))
                            .filter(one -> !one.leaving() || random.nextBoolean())
                            .collect(
                                    Collectors.toMap(
                                            one -> one.ask().id(),
                                            one ->
                                                    new AdmissionEvent.Usage(
                                                            random.nextLong(one.cap() + 1),
                                                            random.nextBoolean())));
            return new AdmissionEvent.Seen(
                    node, now.minusMillis(random.nextInt(300)), running, random.nextInt(300));
        }

        private void step(AdmissionEvent event) {
            AdmissionState before = state;
            AdmissionEffect.Decision decision = admission.on(before, event, now);
            String what = seed + " at " + now + " " + event;
            assertThat(admission.on(before, event, now)).as(what).isEqualTo(decision);
            state = decision.state();
            whatWaitsInQuarantineHoldsUpNobody(before, event, decision, what);
            follow(event, decision.effects(), what);
            roomIsKept(before, event, what);
            nobodyIsLost(what);
        }

        private void follow(AdmissionEvent event, List<AdmissionEffect> effects, String what) {
            if (event instanceof AdmissionEvent.Arrived(Ask ask) && open.add(ask.id())) {
                asked.add(ask.id());
            } else if (event instanceof AdmissionEvent.Left(String id)
                    && !state.running().containsKey(id)) {
                open.remove(id);
            }
            for (AdmissionEffect effect : effects) {
                switch (effect) {
                    case AdmissionEffect.Run run -> {
                        ran++;
                        assertThat(open).as(what).contains(run.id());
                        assertThat(run.cap()).as(what).isPositive();
                        assertThat(run.spillAt()).as(what).isLessThanOrEqualTo(run.cap() / 3);
                        int times = state.running().get(run.id()).promotions();
                        assertThat(times).as(what).isLessThanOrEqualTo(2);
                        promoted += times > promotions.getOrDefault(run.id(), 0) ? 1 : 0;
                        promotions.put(run.id(), times);
                    }
                    case AdmissionEffect.Refuse no -> {
                        refused++;
                        assertThat(no.retryAfter())
                                .as(what)
                                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
                        if (no.why() != AdmissionEffect.Why.SAME_ID) {
                            open.remove(no.id());
                        }
                    }
                    case AdmissionEffect.PassError pass -> open.remove(pass.id());
                    case AdmissionEffect.Wait wait ->
                            assertThat(wait.position())
                                    .as(what)
                                    .isBetween(1, state.waiting().size());
                    case AdmissionEffect.Kill kill ->
                            assertThat(state.running().get(kill.id()).leaving()).as(what).isTrue();
                }
            }
            if (event instanceof AdmissionEvent.Ended(String id)) {
                open.remove(id);
            }
            // What the node no longer has is no longer open, unless it still waits.
            if (event instanceof AdmissionEvent.Restarted || event instanceof AdmissionEvent.Seen) {
                open.removeIf(id -> !state.running().containsKey(id) && !waits(id));
            }
        }

        private boolean waits(String id) {
            return state.waiting().stream().anyMatch(one -> one.ask().id().equals(id));
        }

        private void roomIsKept(AdmissionState before, AdmissionEvent event, String what) {
            for (NodeRoom node : state.nodes().values()) {
                List<Reservation> there =
                        state.running().values().stream()
                                .filter(one -> one.node().equals(node.name()))
                                .toList();
                long caps = there.stream().mapToLong(Reservation::cap).sum();
                long held = there.stream().mapToLong(Reservation::held).sum();
                assertThat(policy.lends() ? held : caps)
                        .as(what)
                        .isLessThanOrEqualTo(node.limit() - node.reserve());
                if (!policy.lends()) {
                    assertThat(held).as(what).isEqualTo(caps);
                }
                long probes = sum(there, Lane.PROBE);
                assertThat(probes)
                        .as(what)
                        .isLessThanOrEqualTo(policy.ceiling(Lane.PROBE, node.whole()));
                assertThat(sum(there, Lane.HEAVY) + sum(there, Lane.BATCH))
                        .as(what)
                        .isLessThanOrEqualTo(policy.ceiling(Lane.HEAVY, node.whole()));
                List<Reservation> apart =
                        there.stream().filter(one -> one.ask().lane() == Lane.QUARANTINE).toList();
                assertThat(apart.size()).as(what).isLessThanOrEqualTo(policy.quarantine().atOnce());
                assertThat(sum(apart, Lane.QUARANTINE))
                        .as(what)
                        .isLessThanOrEqualTo(policy.ceiling(Lane.QUARANTINE, node.whole()));
                boolean isMore = held > before.held(node.name());
                assertThat(isMore && held > node.budget()).as(what).isFalse();
            }
        }

        /// Without what waits in quarantine all others are told the same.
        private void whatWaitsInQuarantineHoldsUpNobody(
                AdmissionState before,
                AdmissionEvent event,
                AdmissionEffect.Decision decision,
                String what) {
            Set<String> apart =
                    Stream.of(before.waiting(), decision.state().waiting())
                            .flatMap(List::stream)
                            .filter(one -> one.ask().lane() == Lane.QUARANTINE)
                            .map(one -> one.ask().id())
                            .collect(Collectors.toSet());
            decision.state().running().values().stream()
                    .filter(one -> one.ask().lane() == Lane.QUARANTINE)
                    .forEach(one -> apart.add(one.ask().id()));
            boolean isAbout =
                    event instanceof AdmissionEvent.Arrived(Ask ask)
                            && (ask.lane() == Lane.QUARANTINE || apart.contains(ask.id()));
            if (isAbout || !isCompared) {
                return;
            }
            held += apart.size();
            var without =
                    new AdmissionState(
                            before.nodes(),
                            before.running(),
                            before.waiting().stream()
                                    .filter(one -> one.ask().lane() != Lane.QUARANTINE)
                                    .toList(),
                            before.used(),
                            before.at());
            assertThat(others(admission.on(without, event, now).effects(), apart))
                    .as(what)
                    .isEqualTo(others(decision.effects(), apart));
        }

        private static List<AdmissionEffect> others(
                List<AdmissionEffect> effects, Set<String> apart) {
            return effects.stream()
                    .filter(effect -> !apart.contains(effect.id()))
                    .filter(effect ->
                            !(effect instanceof AdmissionEffect.Refuse no)
                                    || no.why() != AdmissionEffect.Why.FULL_OF_QUARANTINE)
                    .toList();
        }

        private static long sum(List<Reservation> there, Lane lane) {
            return there.stream()
                    .filter(one -> one.ask().lane() == lane)
                    .mapToLong(Reservation::held)
                    .sum();
        }

        /// Each query that came runs, waits, or was told no.
        private void nobodyIsLost(String what) {
            Set<String> there = new HashSet<>(state.running().keySet());
            state.waiting().forEach(one -> assertThat(there.add(one.ask().id())).as(what).isTrue());
            assertThat(there).as(what).isEqualTo(open);
            long ordinary =
                    state.waiting().stream()
                            .filter(one -> one.ask().lane() != Lane.URGENT)
                            .filter(one -> one.ask().lane() != Lane.QUARANTINE)
                            .filter(one -> one.promotions() == 0)
                            .count();
            assertThat(ordinary).as(what).isLessThanOrEqualTo(policy.maxWaiting());
            long apart =
                    state.waiting().stream()
                            .filter(one -> one.ask().lane() == Lane.QUARANTINE)
                            .filter(one -> one.promotions() == 0)
                            .count();
            assertThat(apart).as(what).isLessThanOrEqualTo(policy.quarantine().maxWaiting());
        }

        /// With every node open and every query ending, everything that waits runs, or is late.
        private void drain() {
            for (String node : Set.copyOf(state.nodes().keySet())) {
                step(new AdmissionEvent.Opened(node, 100, true));
                step(new AdmissionEvent.Seen(node, START, Map.of(), 0));
            }
            int rounds = 0;
            while (!open.isEmpty()) {
                assertThat(rounds++).as(seed + " is at rest with " + open).isLessThan(1_000);
                now = now.plusMillis(100);
                if (state.running().isEmpty()) {
                    int waiting = state.waiting().size();
                    step(new AdmissionEvent.Tick());
                    assertThat(state.waiting().size()).as(seed).isLessThan(waiting);
                } else {
                    step(new AdmissionEvent.Ended(state.running().keySet().iterator().next()));
                }
            }
            assertThat(state.nodes().keySet()).allMatch(node -> state.held(node) == 0);
            now = now.plus(Duration.ofDays(1));
            step(new AdmissionEvent.Tick());
            assertThat(state.used()).as(seed + " remembers flows for ever").isEmpty();
        }
    }
}
