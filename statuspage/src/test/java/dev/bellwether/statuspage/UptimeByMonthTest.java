package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The months of a component are what one gets by counting second by second, over changes of the
/// clocks and whatever was said after the fact.
class UptimeByMonthTest {
    private static final Status[] STATUSES = Status.values();

    @Test
    void asCountedSecondBySecond() {
        for (int seed = 0; seed < 24; seed++) {
            var random = new Random(seed);
            ZoneId zone =
                    ZoneId.of(
                            List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
                                    .get(seed % 3));
            // Around the changes of clocks in March and October.
            YearMonth month = YearMonth.of(2026, List.of(3, 10, 11, 4).get(seed % 4));
            Instant edge = month.atDay(1).atStartOfDay(zone).toInstant();
            Instant now = edge.plusSeconds(random.nextInt(86_400 * 33));
            Instant since = edge.minusSeconds(random.nextInt(86_400 * 3));
            Uptime.Past past = past(random, since, now);

            Map<YearMonth, Map<Status, Duration>> counted = count(past, since, now, zone);
            var reckoned = new HashMap<YearMonth, Map<Status, Duration>>();
            MonthOfUptime.of(past, now, zone).forEach(m -> reckoned.put(m.month(), m.time()));

            assertThat(reckoned).as("seed " + seed).isEqualTo(counted);
        }
    }

    @Test
    void theMonthsOfChangingClocksHaveAnHourMoreOrLess() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        var past = new Uptime.Past(List.of(), Status.OPERATIONAL, Instant.EPOCH, List.of());
        List<MonthOfUptime> months =
                MonthOfUptime.of(past, Instant.parse("2026-11-05T00:00:00Z"), berlin);
        assertThat(months).hasSize(13);
        assertThat(months.getFirst().month()).isEqualTo(YearMonth.of(2026, 11));
        assertThat(months.get(1).at(Status.OPERATIONAL)).isEqualTo(Duration.ofHours(31 * 24 + 1));
        assertThat(months.get(8).month()).isEqualTo(YearMonth.of(2026, 3));
        assertThat(months.get(8).at(Status.OPERATIONAL)).isEqualTo(Duration.ofHours(31 * 24 - 1));
    }

    @Test
    void aTargetIsMetMissedOrOpen() {
        assertThat(Target.of(new Uptime(99.95, 99.95), 99.9)).isEqualTo(Target.MET);
        assertThat(Target.of(new Uptime(99.9, 100), 99.9)).isEqualTo(Target.MET);
        assertThat(Target.of(new Uptime(99.0, 99.89), 99.9)).isEqualTo(Target.MISSED);
        assertThat(Target.of(new Uptime(99.0, 99.9), 99.9)).isEqualTo(Target.OPEN);
    }

    private static Uptime.Past past(Random random, Instant since, Instant now) {
        long span = Math.max(1, Duration.between(since, now).toSeconds());
        var turns = new ArrayList<Turn>();
        Status before = STATUSES[random.nextInt(STATUSES.length)];
        Status was = before;
        List<Instant> times =
                random.longs(random.nextInt(40), -86_400, span)
                        .distinct()
                        .sorted()
                        .mapToObj(since::plusSeconds)
                        .toList();
        for (Instant at : times) {
            Status became = STATUSES[random.nextInt(STATUSES.length)];
            turns.add(new Turn(at, was, became));
            was = became;
        }
        var told = new ArrayList<Uptime.Stretch>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Instant from = since.plusSeconds(random.nextLong(span));
            told.add(
                    new Uptime.Stretch(
                            from,
                            from.plusSeconds(1 + random.nextInt(90_000)),
                            random.nextBoolean() ? Status.MAJOR_OUTAGE : Status.DEGRADED));
        }
        told.sort(Comparator.comparing(Uptime.Stretch::status).reversed());
        return new Uptime.Past(turns, before, since, told);
    }

    /// The naive way: ask of each second what it was.
    private static Map<YearMonth, Map<Status, Duration>> count(
            Uptime.Past past, Instant since, Instant now, ZoneId zone) {
        var seconds = new HashMap<YearMonth, EnumMap<Status, Integer>>();
        int next = 0;
        Status turned = past.before();
        for (Instant at = since; at.isBefore(now); at = at.plusSeconds(1)) {
            while (next < past.turns().size() && !past.turns().get(next).at().isAfter(at)) {
                turned = past.turns().get(next++).became();
            }
            Status status = turned;
            for (Uptime.Stretch stretch : past.told()) {
                if (!at.isBefore(stretch.from()) && at.isBefore(stretch.to())) {
                    status = status.worse(stretch.status());
                }
            }
            seconds.computeIfAbsent(
                            YearMonth.from(at.atZone(zone)), m -> new EnumMap<>(Status.class))
                    .merge(status, 1, Integer::sum);
        }
        var counted = new HashMap<YearMonth, Map<Status, Duration>>();
        seconds.forEach((month, times) -> {
            var map = new HashMap<Status, Duration>();
            times.forEach((status, count) -> map.put(status, Duration.ofSeconds(count)));
            counted.put(month, map);
        });
        return counted;
    }
}
