package dev.bellwether.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Maintenance comes again at the same local time, also when the clocks change")
class RecurrenceTest {
    private static final Instant MARCH = Instant.parse("2026-03-20T00:00:00Z");

    @Test
    void threeInTheMorningStaysThreeInTheMorning() {
        var weekly = Recurrence.of("FREQ=WEEKLY;BYDAY=SU", "2026-03-01T03:00", "Europe/Berlin");
        List<LocalDateTime> next = weekly.after(MARCH, 3);
        assertThat(next)
                .containsExactly(
                        LocalDateTime.parse("2026-03-22T03:00"),
                        LocalDateTime.parse("2026-03-29T03:00"),
                        LocalDateTime.parse("2026-04-05T03:00"));
        assertThat(next.stream().map(weekly::at))
                .containsExactly(
                        Instant.parse("2026-03-22T02:00:00Z"),
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-04-05T01:00:00Z"));
    }

    @Test
    void aTimeThatTheClocksLeaveOutIsReadWithTheOffsetBefore() {
        var daily = Recurrence.of("FREQ=DAILY", "2026-03-28T02:30", "Europe/Berlin");
        assertThat(daily.after(MARCH, 3).stream().map(daily::at))
                .containsExactly(
                        Instant.parse("2026-03-28T01:30:00Z"),
                        Instant.parse("2026-03-29T01:30:00Z"),
                        Instant.parse("2026-03-30T00:30:00Z"));
    }

    @Test
    void aTimeThatComesTwiceMeansTheFirst() {
        var daily = Recurrence.of("FREQ=DAILY;COUNT=2", "2026-10-25T02:30", "Europe/Berlin");
        assertThat(daily.after(MARCH, 9).stream().map(daily::at))
                .containsExactly(
                        Instant.parse("2026-10-25T00:30:00Z"),
                        Instant.parse("2026-10-26T01:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=MONTHLY;BYDAY=-1FR         | 2026-03-27T22:00 2026-04-24T22:00 2026-05-29T22:00",
                "FREQ=MONTHLY;BYMONTHDAY=31      | 2026-03-31T22:00 2026-05-31T22:00 2026-07-31T22:00",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU | 2026-03-31T22:00 2026-04-14T22:00 2026-04-28T22:00",
                "RRULE:FREQ=DAILY;UNTIL=20260321 | 2026-03-20T22:00 2026-03-21T22:00",
                "FREQ=DAILY;UNTIL=20260320T220000Z | 2026-03-20T22:00",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29 | 2028-02-29T22:00 2032-02-29T22:00 2036-02-29T22:00"
            })
    void rulesOfTheCalendar(String rule, String expected) {
        var recurrence = Recurrence.of(rule, "2026-03-03T22:00", "Europe/Berlin");
        assertThat(recurrence.after(MARCH, 3))
                .containsExactly(
                        java.util.Arrays.stream(expected.split(" "))
                                .map(LocalDateTime::parse)
                                .toArray(LocalDateTime[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=HOURLY      | 2026-03-03T22:00 | Europe/Berlin | is too often",
                "EVERY DAY        | 2026-03-03T22:00 | Europe/Berlin | is not a rule of RFC 5545",
                "FREQ=DAILY       | tomorrow         | Europe/Berlin | is not a local time",
                "FREQ=DAILY       | 2026-03-03T22:00 | Europe/Bern   | is not a time zone"
            })
    void whatIsNoRuleIsRefusedInWords(String rule, String begins, String zone, String words) {
        assertThatThrownBy(() -> Recurrence.of(rule, begins, zone))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(words);
    }

    @Test
    void aRuleThatFitsNoDayComesToAnEnd() {
        var never = Recurrence.of("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-03-03T22:00", "UTC");
        assertThat(never.after(MARCH, 3)).isEmpty();
    }

    @Test
    void aRuleThatBeganLongAgoIsFollowed() {
        var daily = Recurrence.of("FREQ=DAILY", "1990-01-01T04:00", "America/New_York");
        assertThat(daily.after(MARCH, 1)).containsExactly(LocalDateTime.parse("2026-03-20T04:00"));
        assertThat(daily.shortestGap(MARCH)).contains(Duration.ofHours(24));
    }
}
