package dev.bellwether.analytics;

import java.util.concurrent.atomic.AtomicLong;

/// How far the roll-ups have come, as the file says, and how far late results take them back.
/// Instants in micros. Written by the writing and the rolling thread, read by all.
final class Marks {
    private volatile long hours;
    private volatile long days;
    private final AtomicLong late = new AtomicLong(Long.MAX_VALUE);

    void set(long newHours, long newDays) {
        hours = newHours;
        days = newDays;
    }

    /// Every hour before this is rolled up.
    long hours() {
        return hours;
    }

    /// Every day before this is rolled up.
    long days() {
        return days;
    }

    /// Results as old as this were written.
    void wrote(long earliest) {
        if (earliest < Math.max(hours, days)) {
            late.accumulateAndGet(earliest, Math::min);
        }
    }

    /// The oldest result that came late since the last call; `Long.MAX_VALUE` when none did.
    long takeLate() {
        return late.getAndSet(Long.MAX_VALUE);
    }
}
