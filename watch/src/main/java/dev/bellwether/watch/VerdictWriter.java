package dev.bellwether.watch;

import dev.bellwether.model.CheckId;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.store.Tx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes changed verdicts in the order in which they were decided. While the database is gone they
/// wait in memory; when too many wait the oldest is dropped, counted and said aloud. Safe for many
/// threads.
final class VerdictWriter {
    private static final Logger LOG = LoggerFactory.getLogger(VerdictWriter.class);
    private static final int BATCH = 100;

    /// Whether a check is still this node's, asked in the transaction that writes its verdict.
    interface Fence {
        /// With a database of our own.
        Fence NONE = (tx, check) -> true;

        boolean isOpen(Tx tx, CheckId check);
    }

    private final Store store;
    private final Fence fence;
    private final int mostWaiting;
    private final ArrayDeque<PendingVerdict> waiting = new ArrayDeque<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong overtaken = new AtomicLong();
    private volatile boolean unavailable;

    /// @param fence whether this node may still speak for a check
    VerdictWriter(Store store, Fence fence, int mostWaiting) {
        this.store = store;
        this.fence = fence;
        this.mostWaiting = mostWaiting;
    }

    void add(PendingVerdict verdict) {
        synchronized (waiting) {
            if (waiting.size() == mostWaiting) {
                drop(waiting.removeFirst(), "too many wait for the database");
            }
            waiting.addLast(verdict);
        }
    }

    /// Writes what waits, but does not try a database that is known to be gone: who probes must not
    /// wait for it. [#flush] tries it again.
    void flushIfUp() {
        if (!unavailable && store.health().trouble().isEmpty()) {
            flush();
        }
    }

    /// Writes what waits, unless somebody else is at it or the database is gone.
    void flush() {
        while (hasWaiting() && writing.tryLock()) {
            try {
                if (!writeAll()) {
                    return;
                }
            } finally {
                writing.unlock();
            }
        }
    }

    int pending() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    long lost() {
        return lost.get();
    }

    private boolean hasWaiting() {
        return pending() > 0;
    }

    private boolean writeAll() {
        for (List<PendingVerdict> batch = peek(BATCH); !batch.isEmpty(); batch = peek(BATCH)) {
            try {
                write(batch);
            } catch (StoreUnavailable e) {
                if (!unavailable) {
                    unavailable = true;
                    LOG.warn("Verdicts are kept in memory until the database is back", e);
                }
                return false;
            }
            if (unavailable) {
                unavailable = false;
                LOG.info("The database is back; verdicts are written again");
            }
        }
        return true;
    }

    private void write(List<PendingVerdict> batch) {
        try {
            store.run(tx -> batch.forEach(pending -> save(tx, pending)));
            batch.forEach(this::remove);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            // One of them cannot be written: the others must not wait behind it.
            for (PendingVerdict pending : batch) {
                writeAlone(pending);
            }
        }
    }

    private void writeAlone(PendingVerdict pending) {
        try {
            store.run(tx -> save(tx, pending));
            remove(pending);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("The verdict of check {} cannot be written", pending.verdict().check(), e);
            if (remove(pending)) {
                drop(pending, "it cannot be written");
            }
        }
    }

    /// What was decided by a node that was replaced meanwhile is not written: another speaks for
    /// the check, from what was stored.
    private void save(Tx tx, PendingVerdict pending) {
        if (fence.isOpen(tx, pending.verdict().check())) {
            VerdictRows.save(tx, pending);
        } else {
            tx.afterCommit(overtaken::incrementAndGet);
        }
    }

    /// Verdicts that were not written because another node speaks for their check now.
    long overtaken() {
        return overtaken.get();
    }

    private List<PendingVerdict> peek(int most) {
        synchronized (waiting) {
            return new ArrayList<>(waiting.stream().limit(most).toList());
        }
    }

    private boolean remove(PendingVerdict pending) {
        synchronized (waiting) {
            return waiting.removeFirstOccurrence(pending);
        }
    }

    private void drop(PendingVerdict pending, String why) {
        lost.incrementAndGet();
        LOG.error(
                "A verdict is lost, {}: check {} {} -> {} ({})",
                why,
                pending.verdict().check(),
                pending.verdict().before(),
                pending.verdict().status(),
                pending.verdict().summary());
    }
}
