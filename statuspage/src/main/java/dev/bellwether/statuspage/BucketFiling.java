package dev.bellwether.statuspage;

import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes bundles that changed to the bucket, apart from serving them. What fails is tried again
/// after 1, 2, 4 … seconds, five minutes at most. Of several nodes one does it, by a lease; without
/// the database nothing changes, so nothing is to be written.
final class BucketFiling implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(BucketFiling.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /// Longer than any one request; another node takes over after it.
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final PublishedPages pages;
    private final Store store;
    private final BucketFiles files;
    private final String holder = UUID.randomUUID().toString();
    private List<Bundle> written = List.of();
    private Instant heldUntil = Instant.MIN;
    private Instant next = Instant.MIN;
    private int failedInARow;
    private volatile BucketState state;

    BucketFiling(PublishedPages pages, Store store, BucketFiles files, String address) {
        this.pages = pages;
        this.store = store;
        this.files = files;
        this.state = new BucketState(address, 0, 0, Optional.empty(), Optional.empty());
    }

    @Override
    public String name() {
        return "statuspage-bucket";
    }

    BucketState state() {
        return state;
    }

    @Override
    public synchronized Instant run(Instant now) {
        if (now.isBefore(next)) {
            return next;
        }
        next = now.plus(LOOK_AGAIN);
        List<Bundle> bundles = pages.served().bundles();
        if (bundles.equals(written) || !isOurs(now)) {
            return next;
        }
        BucketState was = state;
        try {
            int done = files.write(bundles);
            written = bundles;
            failedInARow = 0;
            if (done > 0) {
                LOG.info("Wrote {} files to the bucket", done);
            }
            if (was.trouble().isPresent()) {
                LOG.info("Pages are written to the bucket again");
            }
            state =
                    new BucketState(
                            was.address(),
                            was.written() + done,
                            was.failures(),
                            Optional.of(now),
                            Optional.empty());
        } catch (IOException | IllegalArgumentException e) {
            if (failedInARow++ == 0) {
                LOG.error("Pages cannot be written to the bucket: {}", e.toString());
            }
            next = now.plus(backOff(failedInARow));
            state =
                    new BucketState(
                            was.address(),
                            was.written(),
                            was.failures() + 1,
                            was.upToDateAt(),
                            Optional.of(e.getMessage() == null ? e.toString() : e.getMessage()));
        }
        return next;
    }

    static Duration backOff(int failedInARow) {
        Duration wait = Duration.ofSeconds(1L << Math.min(failedInARow - 1, 20));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    private boolean isOurs(Instant now) {
        if (now.plus(LEASE.dividedBy(2)).isBefore(heldUntil)) {
            return true;
        }
        try {
            boolean had = now.isBefore(heldUntil);
            boolean held = store.leases().acquire("statuspage-bucket", holder, LEASE);
            if (held && !had) {
                files.readAgain();
            }
            heldUntil = held ? now.plus(LEASE) : Instant.MIN;
            return held;
        } catch (StoreUnavailable e) {
            return false;
        }
    }
}
