package dev.bellwether.analytics;

import java.time.Duration;
import java.time.LocalDate;
import java.util.OptionalDouble;

/// How one UTC day went for a check. The four durations add up to the day, or to the part of today
/// that has passed. Unknown time is nobody's: it is neither up nor down.
public record DayUptime(
        LocalDate day, Duration up, Duration degraded, Duration down, Duration unknown) {
    /// Time of which something is known.
    public Duration known() {
        return up.plus(degraded).plus(down);
    }

    /// Share of the known time that was not down, 0 to 1; empty when nothing is known.
    public OptionalDouble uptime() {
        long known = known().toNanos();
        return known == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(1 - down.toNanos() / (double) known);
    }

    /// The least the uptime can have been: all unknown time counted as down.
    public double atLeast() {
        long all = known().plus(unknown).toNanos();
        return all == 0 ? 0 : (known().toNanos() - down.toNanos()) / (double) all;
    }

    /// The most the uptime can have been: all unknown time counted as up.
    public double atMost() {
        long all = known().plus(unknown).toNanos();
        return all == 0 ? 1 : 1 - down.toNanos() / (double) all;
    }
}
