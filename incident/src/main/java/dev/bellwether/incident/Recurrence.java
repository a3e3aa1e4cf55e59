package dev.bellwether.incident;

import dev.bellwether.model.InvalidInput;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/// When something comes again: a rule of RFC 5545 (`FREQ=WEEKLY;BYDAY=SU`) from a first local time
/// on, in a time zone. Pure.
///
/// The rule is followed in local time, and each local time becomes an instant as section 3.3.5 of
/// RFC 5545 says: one that a change of the clocks leaves out is read with the offset before the
/// change, one that comes twice means the first. So 03:00 stays 03:00 in summer and in winter.
final class Recurrence {
    private static final EnumSet<Freq> ALLOWED =
            EnumSet.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);

    /// The most occurrences that are walked through to find those asked for.
    private static final int MOST_STEPS = 20_000;

    private final RecurrenceRule rule;
    private final LocalDateTime begins;
    private final ZoneId zone;

    private Recurrence(RecurrenceRule rule, LocalDateTime begins, ZoneId zone) {
        this.rule = rule;
        this.begins = begins;
        this.zone = zone;
    }

    /// @param begins such as `2026-11-22T03:00`
    /// @param zone such as `Europe/Berlin`
    /// @throws InvalidInput naming what is wrong
    static Recurrence of(String rule, String begins, String zone) {
        LocalDateTime first;
        try {
            first = LocalDateTime.parse(begins);
        } catch (DateTimeException e) {
            throw new InvalidInput(
                    "begins", "'" + begins + "' is not a local time such as 2026-11-22T03:00");
        }
        ZoneId in;
        try {
            in = ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new InvalidInput(
                    "zone", "'" + zone + "' is not a time zone such as Europe/Berlin");
        }
        return new Recurrence(parse(rule, in), first, in);
    }

    private static RecurrenceRule parse(String text, ZoneId zone) {
        String bare = text.strip().toUpperCase(Locale.ROOT);
        if (bare.length() > 500) {
            throw new InvalidInput("rule", "has " + bare.length() + " characters; allowed: 500");
        }
        try {
            var rule =
                    new RecurrenceRule(
                            bare.startsWith("RRULE:") ? bare.substring(6) : bare,
                            RecurrenceRule.RfcMode.RFC5545_STRICT);
            if (!ALLOWED.contains(rule.getFreq())) {
                throw new InvalidInput(
                        "rule",
                        "'"
                                + rule.getFreq()
                                + "' is too often; allowed: DAILY, WEEKLY, MONTHLY, YEARLY");
            }
            DateTime until = rule.getUntil();
            if (until != null) {
                rule.setUntil(until.isFloating() ? endOfDay(until) : local(until, zone));
            }
            return rule;
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            throw new InvalidInput(
                    "rule",
                    "'"
                            + text
                            + "' is not a rule of RFC 5545 such as FREQ=WEEKLY;BYDAY=SU: "
                            + e.getMessage());
        }
    }

    /// A date means the whole of it.
    private static DateTime endOfDay(DateTime until) {
        return until.isAllDay()
                ? new DateTime(until.getYear(), until.getMonth(), until.getDayOfMonth(), 23, 59, 59)
                : until;
    }

    private static DateTime local(DateTime until, ZoneId zone) {
        return floating(Instant.ofEpochMilli(until.getTimestamp()).atZone(zone).toLocalDateTime());
    }

    private static DateTime floating(LocalDateTime at) {
        return new DateTime(
                at.getYear(),
                at.getMonthValue() - 1,
                at.getDayOfMonth(),
                at.getHour(),
                at.getMinute(),
                at.getSecond());
    }

    /// Up to `most` occurrences that begin after an instant, in order.
    List<LocalDateTime> after(Instant after, int most) {
        var found = new ArrayList<LocalDateTime>();
        try {
            RecurrenceRuleIterator each = rule.iterator(floating(begins));
            LocalDateTime near = LocalDateTime.ofInstant(after, zone).minusDays(2);
            if (near.isAfter(begins)) {
                each.fastForward(floating(near));
            }
            for (int step = 0; step < MOST_STEPS && found.size() < most && each.hasNext(); step++) {
                DateTime next = each.nextDateTime();
                LocalDateTime at =
                        LocalDateTime.of(
                                next.getYear(),
                                next.getMonth() + 1,
                                next.getDayOfMonth(),
                                next.getHours(),
                                next.getMinutes(),
                                next.getSeconds());
                if (at(at).isAfter(after)) {
                    found.add(at);
                }
            }
        } catch (IllegalArgumentException e) {
            // The library gives up on a rule that fits no day, such as the 30th of February.
            return found;
        }
        return found;
    }

    Instant at(LocalDateTime occurrence) {
        return ZonedDateTime.ofLocal(occurrence, zone, null).toInstant();
    }

    /// The shortest time from one of the next occurrences to the one after it; empty when fewer
    /// than two are to come.
    Optional<Duration> shortestGap(Instant after) {
        List<LocalDateTime> next = after(after, 60);
        return java.util.stream.IntStream.range(1, next.size())
                .mapToObj(i -> Duration.between(at(next.get(i - 1)), at(next.get(i))))
                .min(Duration::compareTo);
    }
}
