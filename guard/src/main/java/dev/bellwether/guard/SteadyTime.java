package dev.bellwether.guard;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Time that goes on steadily: where this machine's clock is set, forward or back, it is not. Its
/// instants are to be compared with one another only.
final class SteadyTime implements InstantSource {
    private final Instant began;
    private final long from;
    private final LongSupplier nanos;

    /// @param nanos such as [System#nanoTime]
    SteadyTime(Instant began, LongSupplier nanos) {
        this.began = began;
        this.nanos = nanos;
        this.from = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        return began.plusNanos(nanos.getAsLong() - from);
    }
}
