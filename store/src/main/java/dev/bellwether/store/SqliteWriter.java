package dev.bellwether.store;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes to SQLite, by group commit.
///
/// SQLite has one writer, and a durable commit costs one `fsync`. So one platform thread takes all
/// transactions that wait, runs each in a savepoint of one enclosing transaction, and commits them
/// with one sync. A transaction that fails is rolled back to its savepoint and does not touch its
/// neighbours; none is told that it succeeded before the enclosing commit returned, and when that
/// fails, all are told that they failed. Under load this turns thousands of syncs into dozens;
/// alone, a transaction pays what it always paid.
final class SqliteWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);
    private static final int GROUP = 256;
    private static final int MOST_WAITING = 10_000;
    private static final int CLOSE_MILLIS = 30_000;

    private final InstantSource clock;
    private final StoreHealth health;
    private final Jdbi jdbi;
    private final BlockingQueue<GroupedWrite<?>> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private @Nullable Handle open;
    private volatile boolean closed;

    SqliteWriter(Jdbi jdbi, InstantSource clock, StoreHealth health) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.health = health;
        this.thread = Thread.ofPlatform().daemon().name("sqlite-write").start(this::run);
    }

    boolean isThisThread() {
        return Thread.currentThread() == thread;
    }

    <T> Committed<T> write(Function<Tx, T> work) {
        if (isThisThread()) {
            throw new IllegalStateException("A transaction cannot open another one");
        }
        var write = new GroupedWrite<>(work);
        if (closed) {
            throw closed();
        }
        if (!waiting.offer(write)) {
            throw health.cannotWrite(
                    new SQLException(MOST_WAITING + " transactions wait for the disk already"));
        }
        if (closed && waiting.remove(write)) {
            throw closed();
        }
        return write.await();
    }

    private void run() {
        var group = new ArrayList<GroupedWrite<?>>(GROUP);
        while (!closed || !waiting.isEmpty()) {
            try {
                group.add(waiting.take());
            } catch (InterruptedException e) {
                // Nobody has a reason to; what waits is still written.
                continue;
            }
            waiting.drainTo(group, GROUP - 1);
            writeGroup(group);
            group.clear();
        }
        forget();
    }

    private void writeGroup(List<GroupedWrite<?>> group) {
        try {
            Handle handle = handle();
            handle.begin();
            for (GroupedWrite<?> write : group) {
                write.runIn(handle, clock);
            }
            handle.commit();
        } catch (RuntimeException | Error e) {
            forget();
            StoreUnavailable unavailable = health.cannotWrite(e);
            group.forEach(write -> write.fail(unavailable));
            return;
        }
        health.wrote(Math.toIntExact(group.stream().filter(GroupedWrite::isDone).count()));
        group.forEach(GroupedWrite::succeed);
    }

    private Handle handle() {
        if (open == null) {
            open = jdbi.open();
        }
        return open;
    }

    /// Closes the connection, which rolls back; the next group opens a new one.
    private void forget() {
        Handle broken = open;
        open = null;
        if (broken == null) {
            return;
        }
        try {
            if (broken.isInTransaction()) {
                broken.rollback();
            }
        } catch (RuntimeException e) {
            // SQLite has rolled back by itself; what made it fail is reported by the group.
        }
        try {
            broken.close();
        } catch (RuntimeException e) {
            // The connection is given up in any case.
        }
    }

    private static StoreUnavailable closed() {
        return new StoreUnavailable("The database is closed", new SQLException("closed"));
    }

    /// Writes what waits, then ends.
    @Override
    public void close() {
        closed = true;
        // Wakes the thread when nothing waits. It is not interrupted, for it may be in somebody's
        // work.
        if (!waiting.offer(new GroupedWrite<>(tx -> true))) {
            LOG.info("The database is closed when {} transactions are written", MOST_WAITING);
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
