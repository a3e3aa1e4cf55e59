package dev.bellwether.analytics;

import static dev.bellwether.analytics.World.ACME;
import static dev.bellwether.analytics.World.MAIL;
import static dev.bellwether.analytics.World.OTHER;
import static dev.bellwether.analytics.World.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.ProbeResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the history answers is what a loop over the same results gives.
class HistoryNumbersTest {
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-05-06T13:37:00Z");

    private final World world = new World(NOW).open();
    private final List<ProbeResult> shop = new ArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    private void fill(long seed) {
        world.addRandom(seed, ACME, SHOP, START, NOW);
        shop.addAll(world.added);
        world.addRandom(seed + 1, ACME, MAIL, START.plus(Duration.ofDays(4)), NOW);
        world.addRandom(seed + 2, OTHER, SHOP, START.plus(Duration.ofDays(4)), NOW);
        world.history.flush();
    }

    private List<ProbeResult> between(Instant from, Instant to) {
        return shop.stream().filter(r -> !r.at().isBefore(from) && r.at().isBefore(to)).toList();
    }

    @Test
    void latencyOfShortSpansIsExact() {
        fill(11);
        Instant from = NOW.minus(Duration.ofHours(7));
        var points = world.history.latency(ACME, SHOP, from, NOW, 13);
        assertThat(points).hasSize(13);
        for (int i = 0; i < points.size(); i++) {
            Instant end = i + 1 < points.size() ? points.get(i + 1).from() : NOW;
            var expected = Plainly.latencies(between(points.get(i).from(), end));
            assertThat(points.get(i).answers()).isEqualTo(expected.size());
            assertThat(points.get(i).p50()).isEqualTo(Plainly.percentile(expected, 0.5));
            assertThat(points.get(i).p95()).isEqualTo(Plainly.percentile(expected, 0.95));
            assertThat(points.get(i).p99()).isEqualTo(Plainly.percentile(expected, 0.99));
            assertThat(points.get(i).max()).isEqualTo(expected.isEmpty() ? -1 : expected.getLast());
        }
    }

    @Test
    void theMediansOfManyChecksAreThoseOfEach() {
        fill(16);
        Instant from = NOW.minus(Duration.ofHours(7));
        var nobody = new CheckId("nobody");
        var medians = world.history.medians(ACME, List.of(SHOP, MAIL, nobody), from, NOW, 13);
        for (CheckId check : List.of(SHOP, MAIL, nobody)) {
            var alone =
                    world.history.latency(ACME, check, from, NOW, 13).stream()
                            .map(LatencyPoint::p50)
                            .toList();
            assertThat(medians).containsEntry(check, alone);
        }
        assertThat(medians).hasSize(3);
        assertThat(medians.get(SHOP)).anyMatch(median -> median > 0);
        assertThat(world.history.medians(OTHER, List.of(MAIL), from, NOW, 1))
                .isEqualTo(Map.of(MAIL, List.of(-1L)));
    }

    @Test
    void latencyOfLongSpansIsWithinOnePercentAndTheSameBeforeAndAfterTheRollup() {
        fill(12);
        Instant from = START.plus(Duration.ofHours(13));
        Instant to = NOW.minus(Duration.ofMinutes(37));
        var raw = world.history.latency(ACME, SHOP, from, to, 30);
        world.history.rollUp();
        var rolled = world.history.latency(ACME, SHOP, from, to, 30);
        assertThat(rolled).isEqualTo(raw);
        assertThat(world.history.health().rolledUpTo()).isEqualTo("2026-05-06T13:00:00Z");
        for (int i = 0; i < rolled.size(); i++) {
            Instant end = i + 1 < rolled.size() ? rolled.get(i + 1).from() : to;
            var expected = Plainly.latencies(between(rolled.get(i).from(), end));
            assertThat(rolled.get(i).answers()).isEqualTo(expected.size());
            if (!expected.isEmpty()) {
                near(rolled.get(i).p50(), Plainly.percentile(expected, 0.5));
                near(rolled.get(i).p99(), Plainly.percentile(expected, 0.99));
                assertThat(rolled.get(i).max()).isEqualTo(expected.getLast());
            }
        }
    }

    private static void near(long actual, long expected) {
        assertThat((double) actual).isCloseTo(expected, within(1 + expected * 0.0101));
    }

    @Test
    void theSummaryCountsEveryOutcomeOnce() {
        fill(13);
        Instant from = NOW.minus(Duration.ofDays(1));
        summaryIs(world.history.summary(ACME, SHOP, from, NOW), between(from, NOW), 0);
        world.history.rollUp();
        summaryIs(world.history.summary(ACME, SHOP, START, NOW), between(START, NOW), 0.0101);
    }

    private static void summaryIs(CheckSummary actual, List<ProbeResult> results, double error) {
        assertThat(actual.up()).isEqualTo(count(results, Outcome.UP));
        assertThat(actual.degraded()).isEqualTo(count(results, Outcome.DEGRADED));
        assertThat(actual.down()).isEqualTo(count(results, Outcome.DOWN));
        assertThat(actual.noVote()).isEqualTo(count(results, Outcome.NO_VOTE));
        long p95 = Plainly.percentile(Plainly.latencies(results), 0.95);
        assertThat((double) actual.p95()).isCloseTo(p95, within(p95 * error));
        assertThat(actual.max()).isEqualTo(Plainly.latencies(results).getLast());
    }

    private static long count(List<ProbeResult> results, Outcome outcome) {
        return results.stream().filter(r -> !r.confirming() && r.outcome() == outcome).count();
    }

    @Test
    void uptimePerDayKeepsUnknownTimeApart() {
        fill(14);
        for (boolean rolled : new boolean[] {false, true}) {
            if (rolled) {
                world.history.rollUp();
            }
            var days = world.history.uptimePerDay(ACME, SHOP, 8);
            assertThat(days).hasSize(8);
            assertThat(days.getLast().day()).isEqualTo(LocalDate.parse("2026-05-06"));
            for (DayUptime day : days) {
                long from = day.day().atStartOfDay(ZoneOffset.UTC).toEpochSecond() / 60;
                long to = Math.min(from + 1_440, NOW.getEpochSecond() / 60);
                long[] expected = Plainly.minutes(shop, from, to);
                assertThat(day.up().toMinutes()).as("up " + day.day()).isEqualTo(expected[0]);
                assertThat(day.degraded().toMinutes()).isEqualTo(expected[1]);
                assertThat(day.down().toMinutes()).isEqualTo(expected[2]);
                assertThat(day.known().plus(day.unknown()).toMinutes()).isEqualTo(to - from);
            }
            assertThat(days.getFirst().uptime()).isEmpty();
            assertThat(days.getFirst().unknown()).isEqualTo(Duration.ofDays(1));
        }
    }

    @Test
    void aStrangerSeesNothing() {
        world.add(World.up(SHOP, NOW.minusSeconds(5)));
        world.history.flush();
        assertThat(world.history.latest(OTHER, SHOP, 10)).isEmpty();
        assertThat(world.history.summary(OTHER, SHOP, START, NOW).total()).isZero();
        assertThat(world.history.latest(ACME, SHOP, 10)).hasSize(1);
    }

    @Test
    void theLatestResultsComeBackWholeWrittenOrWaiting() {
        world.addRandom(15, ACME, SHOP, NOW.minusSeconds(600), NOW);
        world.history.flush();
        world.add(World.up(SHOP, NOW));
        var newest =
                world.added.stream()
                        .sorted(java.util.Comparator.comparing(ProbeResult::at).reversed())
                        .limit(20)
                        .toList();
        assertThat(world.history.latest(ACME, SHOP, 20)).isEqualTo(newest);
    }

    @Test
    void aCheckThatRunsOnceADayIsKnownTheWholeDay() {
        for (int day = 0; day < 5; day++) {
            world.add(World.up(MAIL, START.plus(Duration.ofDays(day)).plusSeconds(3_600)));
        }
        world.history.flush();
        world.history.rollUp();
        var days = world.history.uptimePerDay(ACME, MAIL, 4);
        assertThat(days.get(1).up()).isEqualTo(Duration.ofDays(1));
    }
}
