package dev.bellwether.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the database answers, for the console and the metrics. Trouble with reading ends with
/// the next read that succeeds, trouble with writing with the next write, unless the disk is still
/// full. Safe for many threads.
public final class StoreHealth {
    private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);

    /// The database fails since `since` because of `why`.
    public record Trouble(Instant since, String why) {}

    private final InstantSource clock;
    private final DiskSpace disk;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    private volatile @Nullable Trouble reading;
    private volatile @Nullable Trouble writing;

    StoreHealth(InstantSource clock, DiskSpace disk) {
        this.clock = clock;
        this.disk = disk;
    }

    /// Empty when all is well.
    public Optional<Trouble> trouble() {
        return Optional.ofNullable(writing).or(() -> Optional.ofNullable(reading));
    }

    /// Reads and transactions that failed since the start because the database did not answer.
    public long failures() {
        return failures.get();
    }

    /// Transactions written since the start.
    public long commits() {
        return commits.get();
    }

    boolean isWritingInTrouble() {
        return writing != null;
    }

    void wrote(int transactions) {
        commits.addAndGet(transactions);
        if (writing != null && !disk.isFull()) {
            writing = null;
            LOG.info("The database can be written again");
        }
    }

    void didRead() {
        if (reading != null) {
            reading = null;
            LOG.info("The database can be read again");
        }
    }

    StoreUnavailable cannotRead(Throwable cause) {
        Trouble before = reading;
        Trouble after = trouble(before, cause);
        reading = after;
        return failed(before, after, "read", cause);
    }

    StoreUnavailable cannotWrite(Throwable cause) {
        Trouble before = writing;
        Trouble after = trouble(before, cause);
        writing = after;
        return failed(before, after, "written", cause);
    }

    private Trouble trouble(@Nullable Trouble before, Throwable cause) {
        return new Trouble(
                before == null ? clock.instant() : before.since(), disk.explain(why(cause)));
    }

    private StoreUnavailable failed(
            @Nullable Trouble before, Trouble after, String doing, Throwable cause) {
        failures.incrementAndGet();
        if (before == null) {
            LOG.error("The database cannot be {}: {}", doing, after.why());
        }
        return new StoreUnavailable("The database cannot be " + doing + ": " + after.why(), cause);
    }

    /// What the driver said. What wraps it may tell bound values, which may be secret.
    static String why(Throwable error) {
        Throwable root = error;
        for (int depth = 0; depth < 20; depth++) {
            Throwable cause = root.getCause();
            if (cause == null) {
                break;
            }
            root = cause;
        }
        return message(root);
    }

    static String message(Throwable error) {
        String message = error.getMessage();
        return message == null ? error.getClass().getSimpleName() : message;
    }
}
