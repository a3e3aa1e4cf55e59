package dev.bellwether.analytics;

import java.time.Duration;
import java.time.Instant;

/// Time as it stands in the tables: microseconds since 1970.
final class Micros {
    static final long MINUTE = 60_000_000L;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    private Micros() {}

    static long of(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
                instant.getNano() / 1_000);
    }

    static long of(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    /// The start of the span of length `unit` that `micros` lies in.
    static long floor(long micros, long unit) {
        return Math.floorDiv(micros, unit) * unit;
    }
}
