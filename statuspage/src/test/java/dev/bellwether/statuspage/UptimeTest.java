package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Uptime keeps unknown time apart and is a lower and an upper bound.
class UptimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-03-30T10:00:00Z");

    @Test
    void theDayTheClocksGoForwardHas23Hours() {
        List<Day> days =
                Uptime.days(
                        new Uptime.Past(List.of(), Status.OPERATIONAL, Instant.EPOCH, List.of()),
                        3,
                        NOW,
                        BERLIN);
        assertThat(days.get(1).date()).isEqualTo(LocalDate.of(2026, 3, 29));
        assertThat(days.get(1).at(Status.OPERATIONAL)).isEqualTo(Duration.ofHours(23));
        assertThat(days.get(2).at(Status.OPERATIONAL)).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void unknownTimeIsNeitherUpNorDown() {
        var turns =
                List.of(
                        new Turn(NOW.minusSeconds(4_000), Status.OPERATIONAL, Status.UNKNOWN),
                        new Turn(NOW.minusSeconds(3_000), Status.UNKNOWN, Status.MAJOR_OUTAGE),
                        new Turn(NOW.minusSeconds(1_000), Status.MAJOR_OUTAGE, Status.OPERATIONAL));
        List<Day> days =
                Uptime.days(
                        new Uptime.Past(
                                turns, Status.OPERATIONAL, NOW.minusSeconds(10_000), List.of()),
                        2,
                        NOW,
                        BERLIN);
        Uptime uptime = Uptime.of(Day.sum(days)).orElseThrow();
        assertThat(uptime).isEqualTo(new Uptime(70, 80));
        assertThat(days.get(0).isRecorded()).isFalse();
        assertThat(days.get(1).shown()).isEqualTo(Status.MAJOR_OUTAGE);
        assertThat(Bars.percent(uptime)).isEqualTo("70–80%");
    }

    @Test
    void uptimeIsNeverRoundedInOurFavour() {
        assertThat(Bars.percent(new Uptime(99.9999, 99.9999))).isEqualTo("99.99%");
        assertThat(Bars.percent(new Uptime(99.98, 99.999))).isEqualTo("99.98–100%");
    }

    @Test
    void boundsNearerThanTheSmallestStepAreOneFigure() {
        assertThat(Bars.percent(new Uptime(99.991, 99.999))).isEqualTo("99.99%");
        assertThat(Bars.percent(new Uptime(99.9999, 100))).isEqualTo("99.99%");
        assertThat(Bars.percent(new Uptime(100, 100))).isEqualTo("100%");
        assertThat(Bars.percent(new Uptime(99.5, 99.6))).isEqualTo("99.5–99.6%");
    }

    @Test
    void aDayIsDrawnUnknownOnlyWhenMostOfItIs() {
        LocalDate date = LocalDate.of(2026, 3, 29);
        Duration second = Duration.ofSeconds(1);
        var hardly = new Day(date, Map.of(Status.UNKNOWN, second, Status.OPERATIONAL, second));
        assertThat(hardly.shown()).isEqualTo(Status.OPERATIONAL);
        assertThat(hardly.isQuiet()).isFalse();
        var mostly =
                new Day(
                        date,
                        Map.of(Status.UNKNOWN, second.plusNanos(1), Status.OPERATIONAL, second));
        assertThat(mostly.shown()).isEqualTo(Status.UNKNOWN);
        var trouble = new Day(date, Map.of(Status.UNKNOWN, second, Status.DEGRADED, second));
        assertThat(trouble.shown()).isEqualTo(Status.DEGRADED);
    }

    @Test
    void whatWasToldAfterTheFactCounts() {
        var told =
                List.of(
                        new Uptime.Stretch(
                                NOW.minusSeconds(300),
                                NOW.minusSeconds(100),
                                Status.PARTIAL_OUTAGE));
        List<Day> days =
                Uptime.days(
                        new Uptime.Past(
                                List.of(), Status.OPERATIONAL, NOW.minusSeconds(1_000), told),
                        1,
                        NOW,
                        BERLIN);
        assertThat(days.getFirst().at(Status.PARTIAL_OUTAGE)).isEqualTo(Duration.ofSeconds(200));
        assertThat(days.getFirst().at(Status.OPERATIONAL)).isEqualTo(Duration.ofSeconds(800));
    }
}
