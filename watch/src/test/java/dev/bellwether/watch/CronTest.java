package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Five fields in a zone give the times that people mean, also when clocks change.
class CronTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/15 * * * * | UTC | 2026-05-01T08:07:30Z | 2026-05-01T08:15Z",
                "0 3 * * * | UTC | 2026-05-01T03:00:00Z | 2026-05-02T03:00Z",
                "30 2 * * 1-5 | UTC | 2026-05-01T08:00:00Z | 2026-05-04T02:30Z",
                "0 0 1 jan * | UTC | 2026-05-01T08:00:00Z | 2027-01-01T00:00Z",
                "0 0 29 2 * | UTC | 2026-05-01T08:00:00Z | 2028-02-29T00:00Z",
                "0 12 13 * fri | UTC | 2026-05-01T13:00:00Z | 2026-05-08T12:00Z",
                "0 12 * * 7 | UTC | 2026-05-01T13:00:00Z | 2026-05-03T12:00Z",
                "0 12 * * 0 | UTC | 2026-05-01T13:00:00Z | 2026-05-03T12:00Z",
                "5-10/5,50 4 * * * | UTC | 2026-05-01T04:05:00Z | 2026-05-01T04:10Z",
                "30 9 * * * | Asia/Kolkata | 2026-05-01T00:00:00Z | 2026-05-01T04:00Z",
                // Clocks go forward: 02:30 does not exist and is taken at the end of the gap.
                "30 2 * * * | America/Chicago | 2020-03-07T12:00:00Z | 2020-03-08T08:00Z",
                "30 2 * * * | America/Chicago | 2020-03-08T08:00:00Z | 2020-03-09T07:30Z",
                "15 2 * * * | Australia/Lord_Howe | 2020-10-03T12:00:00Z | 2020-10-03T15:30Z",
                // Clocks go back: 01:30 comes twice and counts once.
                "30 1 * * * | America/Chicago | 2020-11-01T05:00:00Z | 2020-11-01T06:30Z",
                "30 1 * * * | America/Chicago | 2020-11-01T06:30:00Z | 2020-11-02T07:30Z",
                // Where the hour is open, both times.
                "30 * * * * | America/Chicago | 2020-11-01T06:30:00Z | 2020-11-01T07:30Z"
            })
    void theNextTimeIsTheOneMeant(String cron, String zone, Instant after, ZonedDateTime then) {
        assertThat(Cron.parse(cron).next(after, ZoneId.of(zone))).contains(then.toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "1/2/3 * * * *",
                "a * * * *",
                "1, * * * *",
                "0 0 30 2 *",
                "0 0 31 2,4,6,9,11 *"
            })
    void whatIsNoScheduleOrNeverComesIsRefused(String cron) {
        assertThatThrownBy(() -> Cron.parse(cron))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + cron + "'");
    }

    @Test
    void timesOnlyGoForwardAndNoneIsLeftOut() {
        var random = new Random(7);
        List<String> zones =
                List.of(
                        "UTC",
                        "Europe/Berlin",
                        "America/Chicago",
                        "Australia/Lord_Howe",
                        "Asia/Gaza");
        for (int i = 0; i < 300; i++) {
            var zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            var cron = Cron.parse(random.nextInt(60) + " " + random.nextInt(24) + " * * *");
            Instant at = Instant.parse("2020-01-01T00:00:00Z").plusSeconds(random.nextInt(86_400));
            var times = new ArrayList<Instant>();
            for (int n = 0; n < 366; n++) {
                Instant next = cron.next(at, zone).orElseThrow();
                assertThat(next).isAfter(at);
                times.add(next);
                at = next;
            }
            for (int n = 1; n < times.size(); n++) {
                assertThat(Duration.between(times.get(n - 1), times.get(n)))
                        .isBetween(Duration.ofHours(22), Duration.ofHours(26));
            }
        }
    }
}
