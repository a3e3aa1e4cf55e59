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
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Rounds keep their beat, on a virtual clock and without threads.
class RoundsTest {
    private final TestStore test = TestStores.sqlite();
    private final MovableClock clock = test.clock();
    private final List<ProbeResult> results = new ArrayList<>();
    private final FakePlace local = new FakePlace("local");
    private final WatchCounts counts = new WatchCounts();
    private Rounds rounds = rounds(List.of(local));

    /// A place that answers at once, or holds its answers back until it is told.
    private final class FakePlace implements Prober {
        private final String name;
        private final List<Instant> asked = new ArrayList<>();
        private final List<Consumer<Answer>> heldBack = new ArrayList<>();
        private Outcome outcome = Outcome.UP;
        private boolean holdsBack;

        FakePlace(String name) {
            this.name = name;
        }

        @Override
        public String place() {
            return name;
        }

        @Override
        public void probe(Check check, Consumer<Answer> then) {
            asked.add(clock.instant());
            if (holdsBack) {
                heldBack.add(then);
            } else {
                then.accept(answer());
            }
        }

        Answer answer() {
            Instant now = clock.instant();
            String message = outcome == Outcome.UP ? "" : "[STATUS] 500 is not in 200";
            return new Answer(now, now.plusMillis(20), outcome, Timings.total(20_000), message);
        }
    }

    private Rounds rounds(List<Prober> places) {
        return new Rounds(
                Probers.only(places),
                ProviderStates.none(),
                results::add,
                new VerdictWriter(test.store(), VerdictWriter.Fence.NONE, 100),
                new Heartbeats(),
                counts);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static Check http(String id) {
        return TestProbes.check(id, CheckSpec.Http.get("http://shop.example/"));
    }

    private void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            Instant next = rounds.run(clock.instant());
            assertThat(next).isAfter(clock.instant());
            clock.set(next.isBefore(end) ? next : end);
        }
        rounds.run(clock.instant());
    }

    private CheckState phase(String id) {
        return rounds.find(new CheckId(id)).orElseThrow().state().phase();
    }

    @Test
    void everyIntervalHasOneRound() {
        rounds.put(http("one"), false, clock.instant());
        pass(Duration.ofMinutes(10));
        assertThat(local.asked).hasSize(20);
        for (int i = 1; i < local.asked.size(); i++) {
            assertThat(Duration.between(local.asked.get(i - 1), local.asked.get(i)))
                    .isEqualTo(Duration.ofSeconds(30));
        }
        assertThat(results).hasSize(20).allMatch(r -> r.outcome() == Outcome.UP && !r.confirming());
    }

    @Test
    void aNewCheckIsProbedAtOnce() {
        rounds.put(http("one"), true, clock.instant());
        rounds.run(clock.instant());
        assertThat(local.asked).hasSize(1);
    }

    @Test
    void aLateRoundRunsAtOnceAndTheNextKeepsItsBeat() {
        rounds.put(http("one"), false, clock.instant());
        pass(Duration.ofSeconds(30));
        Instant beat = local.asked.getFirst();
        clock.set(beat.plusSeconds(100));
        rounds.run(clock.instant());
        assertThat(local.asked).endsWith(beat.plusSeconds(100));
        pass(Duration.ofSeconds(30));
        assertThat(local.asked).endsWith(beat.plusSeconds(120));
        assertThat(counts.lateness.max()).isEqualTo(Duration.ofSeconds(70));
        assertThat(counts.lateness.quantile(0.5)).isZero();
    }

    @Test
    void tenThousandChecksAreSpreadOverTheirInterval() {
        var perSecond = new HashMap<Long, Integer>();
        for (int i = 0; i < 10_000; i++) {
            Instant first =
                    Beats.first(new CheckId("check-" + i), Duration.ofSeconds(30), Instant.EPOCH);
            perSecond.merge(first.getEpochSecond(), 1, Integer::sum);
        }
        assertThat(perSecond).hasSize(30);
        assertThat(perSecond.values()).allMatch(n -> n > 250 && n < 420);
    }

    @Test
    void aBeatIsTheSameWhenItIsAskedForAgain() {
        Duration interval = Duration.ofSeconds(7);
        Instant first = Beats.first(new CheckId("x"), interval, clock.instant());
        assertThat(first).isBetween(clock.instant(), clock.instant().plus(interval));
        assertThat(Beats.first(new CheckId("x"), interval, first)).isEqualTo(first);
        assertThat(Beats.first(new CheckId("x"), interval, first.plusNanos(1)))
                .isEqualTo(first.plus(interval));
        assertThat(Beats.first(new CheckId("x"), interval, first.plusMillis(1)))
                .isEqualTo(first.plus(interval));
    }

    @Test
    void aFailureIsConfirmedWithinSecondsAndMarkedSo() {
        rounds.put(http("one"), false, clock.instant());
        pass(Duration.ofSeconds(30));
        local.outcome = Outcome.DOWN;
        Instant next = local.asked.getLast().plusSeconds(30);
        pass(Duration.between(clock.instant(), next.plusSeconds(4)));
        assertThat(phase("one")).isEqualTo(CheckState.DOWN);
        assertThat(local.asked.stream().map(at -> Duration.between(next, at).toMillis()))
                .endsWith(0L, 520L, 1_520L, 3_520L);
        assertThat(results.stream().map(ProbeResult::confirming)).endsWith(false, true, true, true);
    }

    @Test
    void aRoundIsNotBegunBeforeTheOneBeforeIsOver() {
        local.holdsBack = true;
        rounds.put(http("one"), false, clock.instant());
        pass(Duration.ofSeconds(90));
        assertThat(local.asked).hasSize(1);
        assertThat(counts.beatsSkipped.get()).isEqualTo(2);
        local.holdsBack = false;
        local.heldBack.getFirst().accept(local.answer());
        pass(Duration.ofSeconds(30));
        assertThat(local.asked).hasSize(2);
    }

    @Test
    void whatAnswersAfterACheckIsGoneIsNotCounted() {
        local.holdsBack = true;
        rounds.put(http("one"), true, clock.instant());
        rounds.run(clock.instant());
        CheckRun run = rounds.find(new CheckId("one")).orElseThrow();
        rounds.remove(new CheckId("one"));
        local.heldBack.getFirst().accept(local.answer());
        assertThat(run.state().phase()).isEqualTo(CheckState.UNKNOWN);
        pass(Duration.ofMinutes(2));
        assertThat(local.asked).hasSize(1);
    }

    @Test
    void severalPlacesDecideTogether() {
        var far = new FakePlace("far");
        var farther = new FakePlace("farther");
        rounds = rounds(List.of(local, far, farther));
        rounds.put(http("one"), true, clock.instant());
        rounds.run(clock.instant());
        assertThat(phase("one")).isEqualTo(CheckState.UP);
        far.outcome = Outcome.DOWN;
        pass(Duration.ofMinutes(1));
        assertThat(phase("one")).isIn(CheckState.UP, CheckState.SUSPECT);
        assertThat(rounds.find(new CheckId("one")).orElseThrow().state().settled())
                .isEqualTo(CheckState.UP);
        farther.outcome = Outcome.DOWN;
        pass(Duration.ofSeconds(35));
        assertThat(phase("one")).isEqualTo(CheckState.DOWN);
    }

    @Test
    void aChangedCheckKeepsItsVerdict() {
        local.outcome = Outcome.DOWN;
        rounds.put(http("one"), true, clock.instant());
        pass(Duration.ofSeconds(5));
        assertThat(phase("one")).isEqualTo(CheckState.DOWN);
        Check renamed = TestProbes.check("one", CheckSpec.Http.get("http://shop.example/health"));
        rounds.put(renamed, true, clock.instant());
        assertThat(phase("one")).isEqualTo(CheckState.DOWN);
    }

    @Test
    void lateInBucketsIsToldWithinAQuarter() {
        var lateness = new Lateness();
        for (int millis = 1; millis <= 1_000; millis++) {
            lateness.add(Duration.ofMillis(millis));
        }
        assertThat(lateness.quantile(0.99).toMillis()).isBetween(990L, 1_000L);
        assertThat(lateness.quantile(0.5).toMillis()).isBetween(500L, 625L);
        assertThat(lateness.max()).isEqualTo(Duration.ofSeconds(1));
    }
}
