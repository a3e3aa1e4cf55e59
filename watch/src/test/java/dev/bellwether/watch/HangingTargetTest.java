package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.Timings;
import dev.bellwether.store.MovableClock;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// "A hard outage is known in one interval plus about 4 s", also when the target does not refuse
/// but hangs: then the timeout is waited for once, and not again by the tries that confirm.
class HangingTargetTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final TestStore test = TestStores.sqlite();
    private final MovableClock clock = test.clock();
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>((a, b) -> a.at().compareTo(b.at()));
    private final List<ProbeResult> results = new ArrayList<>();
    private final VerdictWriter writer =
            new VerdictWriter(test.store(), VerdictWriter.Fence.NONE, 100);

    /// An answer that is on its way.
    private record Waiting(Instant at, Runnable answer) {}

    /// A place whose target takes its time, and is hung up on at the timeout.
    private final class SlowPlace implements Prober {
        private final String name;
        private final List<Instant> asked = new ArrayList<>();
        private Duration takes = Duration.ofMillis(20);
        private Duration refusesAfter = Duration.ofDays(1);

        SlowPlace(String name) {
            this.name = name;
        }

        @Override
        public String place() {
            return name;
        }

        @Override
        public void probe(Check check, Consumer<Answer> then) {
            Instant at = clock.instant();
            asked.add(at);
            boolean refused = asked.size() > 1 && refusesAfter.compareTo(takes) < 0;
            boolean hangs = takes.compareTo(TIMEOUT) >= 0;
            Duration time = refused ? refusesAfter : hangs ? TIMEOUT : takes;
            Outcome outcome = refused || hangs ? Outcome.DOWN : Outcome.UP;
            String message = outcome == Outcome.UP ? "" : "[TIMEOUT]";
            Instant end = at.plus(time);
            waiting.add(
                    new Waiting(
                            end,
                            () ->
                                    then.accept(
                                            new Answer(at, end, outcome, Timings.NONE, message))));
        }
    }

    private final SlowPlace here = new SlowPlace("here");
    private Rounds rounds = rounds(List.of(here));

    private Rounds rounds(List<Prober> places) {
        return new Rounds(
                Probers.only(places),
                ProviderStates.none(),
                results::add,
                writer,
                new Heartbeats(),
                new WatchCounts());
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static Check check() {
        return TestProbes.check("one", CheckSpec.Http.get("http://shop.example/"));
    }

    private void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            Instant next = rounds.run(clock.instant());
            if (!waiting.isEmpty() && waiting.peek().at().isBefore(next)) {
                next = waiting.peek().at();
            }
            clock.set(next.isBefore(end) ? next : end);
            while (!waiting.isEmpty() && !waiting.peek().at().isAfter(clock.instant())) {
                waiting.remove().answer().run();
            }
        }
        rounds.run(clock.instant());
    }

    /// Passes time until just before the next beat, with a check that is well.
    private Instant untilNextBeat() {
        test.store().run(tx -> CheckRows.save(tx, check(), Optional.empty()));
        rounds.put(check(), false, clock.instant());
        pass(Duration.ofSeconds(65));
        assertThat(phase()).isEqualTo(CheckState.UP);
        Instant beat = here.asked.getLast().plusSeconds(30);
        pass(Duration.between(clock.instant(), beat.minusMillis(1)));
        here.asked.clear();
        return beat;
    }

    private CheckState phase() {
        return rounds.find(new CheckId("one")).orElseThrow().state().phase();
    }

    private List<Long> askedAfter(Instant beat) {
        return here.asked.stream().map(at -> Duration.between(beat, at).toMillis()).toList();
    }

    @Test
    void itIsDownOneTimeoutAndFourSecondsAfterItsBeat() {
        Instant beat = untilNextBeat();
        here.takes = Duration.ofDays(1);

        pass(Duration.between(clock.instant(), beat.plus(TIMEOUT).plusMillis(3_490)));
        assertThat(phase()).isEqualTo(CheckState.SUSPECT);
        pass(Duration.ofMillis(20));
        assertThat(phase()).isEqualTo(CheckState.DOWN);
        assertThat(askedAfter(beat)).containsExactly(0L, 2_500L, 3_500L, 5_500L);
        assertThat(recomputed()).isEqualTo(CheckState.DOWN);
    }

    @Test
    void whatTheTriesSaidBeforeTheFirstProbeGaveUpCounts() {
        Instant beat = untilNextBeat();
        here.takes = Duration.ofDays(1);
        here.refusesAfter = Duration.ofMillis(100);

        pass(Duration.between(clock.instant(), beat.plus(TIMEOUT).minusMillis(1)));
        assertThat(phase()).as("a doubt begins with the round itself").isEqualTo(CheckState.UP);
        pass(Duration.ofMillis(2));
        assertThat(phase()).isEqualTo(CheckState.DOWN);
        assertThat(recomputed()).isEqualTo(CheckState.DOWN);
    }

    @Test
    void aLateAnswerEndsTheDoubtAndTheTries() {
        Instant beat = untilNextBeat();
        here.takes = Duration.ofMillis(2_700);

        pass(Duration.ofSeconds(20));
        assertThat(phase()).isEqualTo(CheckState.UP);
        assertThat(askedAfter(beat)).containsExactly(0L, 2_500L);
        pass(Duration.ofSeconds(30));
        assertThat(askedAfter(beat))
                .as("who is slow as a rule is not asked more often")
                .containsExactly(0L, 2_500L, 30_000L);
    }

    @Test
    void aTargetThatAnswersInTimeIsAskedOnce() {
        Instant beat = untilNextBeat();
        here.takes = Duration.ofMillis(1_900);
        pass(Duration.ofSeconds(29));
        assertThat(askedAfter(beat)).containsExactly(0L);
    }

    @Test
    void severalPlacesDecideAsFast() {
        var there = new SlowPlace("there");
        var elsewhere = new SlowPlace("elsewhere");
        rounds = rounds(List.of(here, there, elsewhere));
        Instant beat = untilNextBeat();
        here.takes = Duration.ofDays(1);
        there.takes = Duration.ofDays(1);

        pass(Duration.between(clock.instant(), beat.plus(TIMEOUT).plusSeconds(4)));
        assertThat(phase()).isEqualTo(CheckState.DOWN);
        assertThat(recomputed()).isEqualTo(CheckState.DOWN);
        elsewhere.takes = Duration.ofDays(1);
        pass(Duration.ofMinutes(2));
        assertThat(phase()).isEqualTo(CheckState.DOWN);
    }

    private CheckState recomputed() {
        writer.flush();
        var verdicts = new Verdicts(test.store());
        var last =
                verdicts.list(TestProbes.ACME, new CheckId("one"), Optional.empty(), 1)
                        .items()
                        .getFirst();
        var again = verdicts.recompute(TestProbes.ACME, last.verdict());
        assertThat(again.isSame()).isTrue();
        return last.to();
    }
}
