package dev.bellwether.analytics;

import dev.bellwether.analytics.EventRefused.Cause;
import java.time.Duration;
import java.time.Instant;

/// What a row must be to be kept. Pure.
///
/// @param now the time of arrival, which a row without a time of its own gets
/// @param oldest before it nothing is kept
record EventRules(Instant now, Instant oldest) {
    /// How far a sender's clock may be ahead of ours.
    static final Duration AHEAD = Duration.ofMinutes(10);

    static final int ID = 128;
    static final int VISITOR = 256;
    static final int NAME = 256;
    static final int VARIATION = 128;
    static final int PROPERTIES = 16 << 10;
    private static final int SHOWN = 60;

    /// A row that is not kept.
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1;
        private final Cause why;

        Broken(Cause why, String reason) {
            super(reason, null, false, false);
            this.why = why;
        }

        EventRefused at(int index) {
            return new EventRefused(index, why, String.valueOf(getMessage()));
        }
    }

    static Broken malformed(String reason) {
        return new Broken(Cause.MALFORMED, reason);
    }

    /// A text of 1 to `most` characters without NUL.
    static String text(String field, String value, int most) throws Broken {
        if (value.isEmpty()) {
            throw malformed(
                    "%s is missing or empty; allowed: 1-%d characters".formatted(field, most));
        }
        if (value.length() > most) {
            throw new Broken(
                    Cause.TOO_LARGE,
                    "%s has %d characters; allowed: 1-%d".formatted(field, value.length(), most));
        }
        if (value.indexOf('\0') >= 0) {
            throw malformed(field + " '" + shown(value) + "' has a NUL character");
        }
        return value;
    }

    Instant time(Instant at) throws Broken {
        if (at.isAfter(now.plus(AHEAD))) {
            throw new Broken(
                    Cause.FUTURE,
                    "time '%s' is in the future: it is %s here, and at most %s later is allowed"
                            .formatted(at, now, AHEAD));
        }
        if (at.isBefore(oldest)) {
            throw new Broken(
                    Cause.TOO_OLD,
                    "time '%s' is before %s, and older events are not kept".formatted(at, oldest));
        }
        return at;
    }

    static double value(double value) throws Broken {
        if (Double.isInfinite(value)) {
            throw malformed("value is too large for a number; allowed: up to 1.7e308");
        }
        return value;
    }

    static int properties(int bytes) throws Broken {
        if (bytes > PROPERTIES) {
            throw new Broken(
                    Cause.TOO_LARGE,
                    "properties have %d bytes; allowed: at most %d".formatted(bytes, PROPERTIES));
        }
        return bytes;
    }

    static String shown(String value) {
        return (value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…")
                .replace('\0', ' ');
    }
}
