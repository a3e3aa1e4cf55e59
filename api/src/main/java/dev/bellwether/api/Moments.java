package dev.bellwether.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/// Times as requests tell them, within what the database can hold and calendars can show.
final class Moments {
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Moments() {}

    /// @throws DateTimeParseException for what is no time of the years 1970 to 9999
    static Instant parse(String text) {
        Instant time = Instant.parse(text);
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new DateTimeParseException("not in the years 1970 to 9999", text, 0);
        }
        return time;
    }
}
