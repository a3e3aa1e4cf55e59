package dev.bellwether.api;

import dev.bellwether.model.InvalidInput;
import java.time.Duration;
import java.time.Instant;

/// Times asked for from and until.
final class Spans {
    private Spans() {}

    /// @throws InvalidInput unless `from` is before `until`, by `longest` at most
    static void check(Instant from, Instant until, Duration longest) {
        if (!from.isBefore(until)) {
            throw new InvalidInput("from", "'" + from + "' is not before '" + until + "'");
        }
        if (Duration.between(from, until).compareTo(longest) > 0) {
            throw new InvalidInput(
                    "from",
                    "'" + from + "' is more than " + longest.toDays() + " days before the end");
        }
    }
}
