package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.CheckState;
import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.Status;
import dev.bellwether.model.Timings;
import dev.bellwether.store.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What must hold for every verdict, whatever the probes say: 12,000 seeded lives of checks with
/// one to five places, stray failures, places that lose their vote, outages and slow times.
class VerdictMachineRandomTest {
    private static final int LIVES = 12_000;
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final List<String> PLACES = List.of("a", "b", "c", "d", "e");

    private record Coming(Instant at, String place, Instant beat, int attempt, Outcome outcome) {}

    @Test
    void everyLifeKeepsThePromises() {
        int downs = 0;
        for (int seed = 0; seed < LIVES; seed++) {
            var life = new Life(seed);
            life.run();
            downs += life.downs;
        }
        // The lives are not dull.
        assertThat(downs).isGreaterThan(LIVES / 2);
    }

    private static final class Life {
        private final int seed;
        private final Random random;
        private final VerdictPolicy policy;
        private final Duration interval;
        private final Instant outageFrom;
        private final Instant outageTo;
        private final double stray;
        private final double lost;
        private final double slow;
        private final int blindPlaces;
        private VerdictState state = VerdictState.unknown(START);
        private Trail trail = new Trail(state);
        private final PriorityQueue<Coming> coming =
                new PriorityQueue<>((a, b) -> a.at().compareTo(b.at()));
        private final List<Ballot> sinceSuspicion = new ArrayList<>();
        private Optional<Instant> downAt = Optional.empty();
        private boolean wasUpBeforeOutage;
        private int downs;

        Life(int seed) {
            this.seed = seed;
            random = new Random(seed);
            int places = 1 + random.nextInt(5);
            interval = Duration.ofSeconds(5 + random.nextInt(56));
            policy =
                    new VerdictPolicy(
                            PLACES.subList(0, places),
                            Status.MAJOR_OUTAGE,
                            1 + random.nextInt(3),
                            Duration.ofSeconds(random.nextInt(61)));
            outageFrom = START.plusSeconds(300 + random.nextInt(300));
            // Shorter than an interval it may fall between two beats.
            outageTo = outageFrom.plus(interval).plusSeconds(10 + random.nextInt(600));
            stray = random.nextInt(3) == 0 ? random.nextDouble() * 0.3 : 0;
            lost = random.nextInt(3) == 0 ? random.nextDouble() * 0.5 : 0;
            slow = random.nextInt(3) == 0 ? random.nextDouble() : 0;
            blindPlaces = random.nextInt(4) == 0 ? random.nextInt(places + 1) : 0;
        }

        void run() {
            Instant end = outageTo.plusSeconds(1_500);
            Instant first = START.plusMillis(random.nextLong(interval.toMillis()));
            for (Instant beat = first; beat.isBefore(end); beat = beat.plus(interval)) {
                drain(beat);
                if (state.phase() != CheckState.SUSPECT) {
                    ask(beat, beat, 0);
                }
            }
            drain(end);
            if (isClean() && wasUpBeforeOutage) {
                assertThat(downAt).as("outage missed, seed %d", seed).isPresent();
                assertThat(Duration.between(outageFrom, downAt.get()))
                        .as("decided in time, seed %d", seed)
                        .isLessThanOrEqualTo(interval.plusSeconds(5));
                assertThat(state.status())
                        .as("recovered, seed %d", seed)
                        .isEqualTo(Status.OPERATIONAL);
            }
        }

        private boolean isClean() {
            return stray == 0 && lost == 0 && slow == 0 && blindPlaces == 0;
        }

        private void drain(Instant until) {
            while (!coming.isEmpty() && coming.peek().at().isBefore(until)) {
                hear(coming.remove());
            }
        }

        private void ask(Instant at, Instant beat, int attempt) {
            for (String place : policy.places()) {
                coming.add(
                        new Coming(
                                at.plusMillis(random.nextInt(200)),
                                place,
                                beat,
                                attempt,
                                outcome(place, at)));
            }
        }

        private Outcome outcome(String place, Instant at) {
            if (PLACES.indexOf(place) < blindPlaces || random.nextDouble() < lost) {
                return Outcome.NO_VOTE;
            }
            boolean out = !at.isBefore(outageFrom) && at.isBefore(outageTo);
            if (out || random.nextDouble() < stray) {
                return Outcome.DOWN;
            }
            return random.nextDouble() < slow ? Outcome.DEGRADED : Outcome.UP;
        }

        private void hear(Coming came) {
            var ballot =
                    new Ballot(
                            came.place(),
                            came.beat(),
                            came.attempt(),
                            came.at(),
                            came.at(),
                            came.outcome(),
                            Timings.NONE,
                            came.outcome().name());
            VerdictState before = state;
            if (before.phase() != CheckState.SUSPECT) {
                sinceSuspicion.clear();
            }
            sinceSuspicion.add(ballot);
            trail.note(before, ballot);
            if (came.at().isBefore(outageFrom)) {
                wasUpBeforeOutage = before.phase() == CheckState.UP;
            }
            VerdictDecision decision = VerdictMachine.on(policy, before, ballot);
            state = decision.state();
            assertThat(VerdictMachine.on(policy, before, ballot)).isEqualTo(decision);
            for (VerdictEffect effect : decision.effects()) {
                switch (effect) {
                    case VerdictEffect.Confirm confirm -> burst(came.at(), confirm.beat());
                    case VerdictEffect.Changed changed -> changed(changed, before);
                }
            }
            wellFormed();
        }

        private void burst(Instant from, Instant beat) {
            Instant at = from;
            for (int i = 0; i < VerdictMachine.BURST.size(); i++) {
                at = at.plus(VerdictMachine.BURST.get(i));
                ask(at, beat, i + 1);
            }
        }

        private void changed(VerdictEffect.Changed changed, VerdictState before) {
            Supplier<String> life = () -> "seed " + seed + ": " + changed;
            assertThat(changed.before()).as(life).isEqualTo(before.status());
            assertThat(changed.from()).as(life).isEqualTo(before.settled());
            boolean same = changed.from() == changed.to() && changed.before() == changed.status();
            assertThat(same)
                    .as(life)
                    .isEqualTo(before.isUnexplained() && changed.status() == Status.UNKNOWN);
            assertThat(Set.of(CheckState.SUSPECT, CheckState.RECOVERING))
                    .as(life)
                    .doesNotContain(changed.from(), changed.to());
            assertThat(changed.since()).as(life).isBeforeOrEqualTo(changed.decidedAt());
            assertThat(trail.evidence(policy).recompute()).as(life).contains(changed);
            if (changed.to() == CheckState.DOWN && before.phase() == CheckState.SUSPECT) {
                downs++;
                quorumSawIt(life);
                if (downAt.isEmpty() && !changed.decidedAt().isBefore(outageFrom)) {
                    downAt = Optional.of(changed.decidedAt());
                }
            }
        }

        /// Counted anew, without the machine: more than half of the places that had a vote failed
        /// most of the tries that they answered, and with several places at least two did.
        private void quorumSawIt(Supplier<String> life) {
            var saw = new HashSet<String>();
            var voted = new HashSet<String>();
            for (String place : policy.places()) {
                long bad = count(place, Outcome.DOWN);
                long good = count(place, Outcome.UP) + count(place, Outcome.DEGRADED);
                if (bad + good > 0) {
                    voted.add(place);
                }
                if (bad > good) {
                    saw.add(place);
                }
            }
            assertThat(saw.size() * 2).as(life).isGreaterThan(voted.size());
            if (policy.places().size() > 1) {
                assertThat(saw).as(life).hasSizeGreaterThan(1);
            }
        }

        private long count(String place, Outcome outcome) {
            return sinceSuspicion.stream()
                    .filter(b -> b.place().equals(place) && b.outcome() == outcome)
                    .count();
        }

        private void wellFormed() {
            Supplier<String> life = () -> "seed " + seed + ": " + state;
            boolean agrees =
                    switch (state.settled()) {
                        case UNKNOWN -> state.status() == Status.UNKNOWN;
                        case UP ->
                                state.status() == Status.OPERATIONAL
                                        || state.status() == Status.DEGRADED;
                        case DOWN -> state.status() == Status.MAJOR_OUTAGE;
                        case FLAPPING -> state.status() == Status.DEGRADED;
                        case SUSPECT, RECOVERING -> false;
                    };
            assertThat(agrees).as(life).isTrue();
            assertThat(state.changes().size()).as(life).isLessThanOrEqualTo(7);
        }
    }

    @Test
    void aVerdictOutlivesTheDatabaseAndRecomputesTheSame() {
        var policy = new VerdictPolicy(PLACES, Status.MAJOR_OUTAGE, 2, Duration.ofSeconds(30));
        var start =
                VerdictState.settled(CheckState.UP, Status.OPERATIONAL, "", START, List.of(START));
        var ballots = new ArrayList<Ballot>();
        for (int attempt = 0; attempt < 3; attempt++) {
            for (String place : PLACES) {
                Instant at = START.plusMillis(700L * attempt + place.charAt(0));
                ballots.add(
                        new Ballot(
                                place,
                                START,
                                attempt,
                                at,
                                at,
                                Outcome.DOWN,
                                new Timings(1, 2, -1, -1, -1, 3),
                                "[STATUS] 500 is not in 200"));
            }
        }
        var whole = new Evidence(policy, start, ballots.subList(0, 13), Optional.empty());
        assertThat(whole.recompute()).map(VerdictEffect.Changed::to).contains(CheckState.DOWN);
        var read = Json.read(Json.write(whole), Evidence.class);
        assertThat(read).isEqualTo(whole);
        assertThat(read.recompute()).isEqualTo(whole.recompute());
        assertThat(whole.votes().get("a")).isEqualTo(new Evidence.Votes(0, 0, 3, 0));
        var cut = new Evidence(policy, start, ballots.subList(0, 12), Optional.empty());
        assertThat(cut.recompute()).isEmpty();
    }
}
