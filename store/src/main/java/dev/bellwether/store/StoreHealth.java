package dev.bellwether.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Whether the database can be written, for the console and the metrics.
public final class StoreHealth {
    /// Writes fail since `since` because of `why`.
    public record Trouble(Instant since, String why) {}

    private final InstantSource clock;
    private volatile @Nullable Trouble trouble;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();

    StoreHealth(InstantSource clock) {
        this.clock = clock;
    }

    public Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /// Transactions that could not be written since the start.
    public long failures() {
        return failures.get();
    }

    /// Transactions written since the start.
    public long commits() {
        return commits.get();
    }

    void wrote() {
        commits.incrementAndGet();
        trouble = null;
    }

    StoreUnavailable failed(String doing, Throwable cause) {
        failures.incrementAndGet();
        String why =
                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        Trouble before = trouble;
        trouble = new Trouble(before == null ? clock.instant() : before.since(), why);
        return new StoreUnavailable("The database cannot be " + doing + ": " + why, cause);
    }
}
