package dev.bellwether.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as the console writes them: in UTC, said so, the day only when it is not today.
final class Times {
    private static final DateTimeFormatter CLOCK = formatter("HH:mm");
    private static final DateTimeFormatter CLOCK_SECONDS = formatter("HH:mm:ss");
    private static final DateTimeFormatter DAY = formatter("d MMM");
    private static final DateTimeFormatter DAY_YEAR = formatter("d MMM yyyy");
    private static final DateTimeFormatter FIELD = formatter("yyyy-MM-dd'T'HH:mm");

    private Times() {}

    /// `14:02 UTC`, `3 May 14:02 UTC`, `3 May 2025 14:02 UTC`.
    static String at(Instant time, Instant now) {
        return day(time, now) + CLOCK.format(time) + " UTC";
    }

    /// [#at] with seconds.
    static String exact(Instant time, Instant now) {
        return day(time, now) + CLOCK_SECONDS.format(time) + " UTC";
    }

    /// The value of a `datetime-local` field.
    static String field(Instant time) {
        return FIELD.format(time);
    }

    /// `just now`, `4 min ago`, `in 2 h`, `3 days ago`.
    static String ago(Instant time, Instant now) {
        Duration distance = Duration.between(time, now);
        if (distance.abs().compareTo(Duration.ofSeconds(10)) < 0) {
            return "just now";
        }
        return distance.isNegative() ? "in " + about(distance.negated()) : about(distance) + " ago";
    }

    /// `40 s`, `4 min`, `2 h 10 min`, `3 days`.
    static String about(Duration span) {
        if (span.compareTo(Duration.ofMinutes(1)) < 0) {
            return Math.max(0, span.toSeconds()) + " s";
        }
        if (span.compareTo(Duration.ofHours(1)) < 0) {
            return span.toMinutes() + " min";
        }
        if (span.compareTo(Duration.ofDays(1)) < 0) {
            long minutes = span.toMinutesPart();
            return span.toHours() + " h" + (minutes == 0 ? "" : " " + minutes + " min");
        }
        long days = span.toDays();
        return days + (days == 1 ? " day" : " days");
    }

    private static String day(Instant time, Instant now) {
        var then = time.atOffset(ZoneOffset.UTC).toLocalDate();
        var today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        if (then.equals(today)) {
            return "";
        }
        return (then.getYear() == today.getYear() ? DAY : DAY_YEAR).format(time) + " ";
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
