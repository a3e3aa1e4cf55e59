package dev.bellwether.console;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times on the wall clock of a schedule's zone. The zone is named once on the page.
record ZoneTimes(ZoneId zone) {
    private static final DateTimeFormatter FULL = formatter("EEE d MMM HH:mm");
    private static final DateTimeFormatter CLOCK = formatter("HH:mm");
    private static final DateTimeFormatter FIELD = formatter("yyyy-MM-dd'T'HH:mm");

    static ZoneTimes of(String zone) {
        return new ZoneTimes(ZoneId.of(zone));
    }

    /// `Mon 4 May 09:00`.
    String at(Instant time) {
        return FULL.format(time.atZone(zone));
    }

    /// `Mon 4 May 09:00 to 17:00`, or with the day of the end where it is another.
    String span(Instant start, Instant end) {
        boolean isOneDay = start.atZone(zone).toLocalDate().equals(end.atZone(zone).toLocalDate());
        return at(start) + " to " + (isOneDay ? CLOCK.format(end.atZone(zone)) : at(end));
    }

    /// The value of a `datetime-local` field.
    String field(Instant time) {
        return FIELD.format(time.atZone(zone));
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}
