package dev.bellwether.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// SQLite: one writer, many readers, write-ahead log, every commit synced to disk.
///
/// *Group commit.* SQLite has one writer, and a durable commit costs one `fsync`. So one platform
/// thread writes: it takes all transactions that wait, runs each in a savepoint of one enclosing
/// transaction, and commits them with one sync. A transaction that fails is rolled back to its
/// savepoint and does not touch its neighbours; none is told that it succeeded before the enclosing
/// commit returned. Under load this turns thousands of syncs into dozens; alone, a transaction pays
/// what it always paid.
///
/// Native calls pin a virtual thread to its carrier, so reads from virtual threads run on a small
/// platform pool.
final class SqliteEngine implements Engine {
    private static final int GROUP = 256;
    private static final int BUSY_MILLIS = 5_000;

    private final InstantSource clock;
    private final StoreHealth health;
    private final HikariDataSource readPool;
    private final Jdbi readers;
    private final Jdbi writer;
    private final ExecutorService readThreads;
    private final BlockingQueue<Write<?>> waiting = new LinkedBlockingQueue<>(10_000);
    private final Thread writeThread;
    private @Nullable Handle open;
    private volatile boolean closed;

    SqliteEngine(StoreSettings settings, InstantSource clock, StoreHealth health) {
        this.clock = clock;
        this.health = health;
        this.writer = Mapping.on(Jdbi.create(source(settings)));
        var pool = new HikariConfig();
        pool.setDataSource(source(settings));
        pool.setMaximumPoolSize(settings.readers());
        pool.setConnectionInitSql("PRAGMA query_only = true");
        pool.setPoolName("sqlite-readers");
        pool.setInitializationFailTimeout(-1);
        this.readPool = new HikariDataSource(pool);
        this.readers = Mapping.on(Jdbi.create(readPool));
        this.readThreads =
                Executors.newFixedThreadPool(
                        settings.readers(),
                        Thread.ofPlatform().daemon().name("sqlite-read-", 0).factory());
        this.writeThread = Thread.ofPlatform().daemon().name("sqlite-write").start(this::writeAll);
    }

    private static SQLiteDataSource source(StoreSettings settings) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        var source = new SQLiteDataSource(config);
        source.setUrl(settings.url());
        return source;
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        if (!Thread.currentThread().isVirtual()) {
            return readHere(work);
        }
        return await(CompletableFuture.supplyAsync(() -> readHere(work), readThreads));
    }

    private <T> T readHere(Function<Handle, T> work) {
        try (Handle handle = readers.open()) {
            return work.apply(handle);
        } catch (JdbiException e) {
            throw asUnavailable(e, "read");
        }
    }

    @Override
    public <T> Committed<T> write(Function<Tx, T> work) {
        if (Thread.currentThread() == writeThread) {
            throw new IllegalStateException("A transaction cannot open another one");
        }
        var write = new Write<>(work);
        if (closed || !waiting.offer(write)) {
            throw health.failed(
                    "written",
                    new SQLException(closed ? "it is closed" : "10,000 transactions wait already"));
        }
        return await(write.result);
    }

    private void writeAll() {
        var group = new ArrayList<Write<?>>(GROUP);
        while (!closed) {
            try {
                group.add(waiting.take());
            } catch (InterruptedException e) {
                break;
            }
            waiting.drainTo(group, GROUP - 1);
            writeGroup(group);
            group.clear();
        }
        waiting.drainTo(group);
        group.forEach(write ->
                write.fail(
                        new StoreUnavailable(
                                "The database is closed", new SQLException("closed"))));
        if (open != null) {
            open.close();
        }
    }

    private void writeGroup(List<Write<?>> group) {
        try {
            Handle handle = handle();
            handle.begin();
            for (Write<?> write : group) {
                write.runIn(handle, clock);
            }
            handle.commit();
        } catch (RuntimeException e) {
            forget();
            StoreUnavailable unavailable = health.failed("written", e);
            group.forEach(write -> write.fail(unavailable));
            return;
        }
        health.wrote();
        group.forEach(Write::succeed);
    }

    private Handle handle() {
        if (open == null) {
            open = writer.open();
        }
        return open;
    }

    /// Closes the connection, which rolls back; the next group opens a new one.
    private void forget() {
        Handle broken = open;
        open = null;
        if (broken != null) {
            try {
                if (broken.isInTransaction()) {
                    broken.rollback();
                }
                broken.close();
            } catch (RuntimeException e) {
                // The connection is given up in any case; what made it fail has been reported.
                return;
            }
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted while waiting for the database", e);
        }
    }

    private RuntimeException asUnavailable(JdbiException e, String doing) {
        return SqliteErrors.isUnavailable(e) ? health.failed(doing, e) : e;
    }

    @Override
    public void onForeignCommit(Runnable wake) {
        // One process owns the file: there are no foreign commits.
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void backup(Path target) {
        read(sql ->
                sql.createUpdate("VACUUM INTO :target")
                        .bind("target", target.toString())
                        .execute());
    }

    @Override
    public void close() {
        closed = true;
        writeThread.interrupt();
        try {
            writeThread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        readThreads.shutdown();
        readPool.close();
    }

    /// A transaction that waits for its group.
    private static final class Write<T> {
        private final Function<Tx, T> work;
        private final CompletableFuture<Committed<T>> result = new CompletableFuture<>();
        private @Nullable Committed<T> done;

        Write(Function<Tx, T> work) {
            this.work = work;
        }

        /// Runs in a savepoint. A failure of the work itself is the caller's; a failure of the
        /// database is thrown and fails the group.
        void runIn(Handle handle, InstantSource clock) {
            handle.savepoint("work");
            try {
                var tx = new Tx(handle, clock.instant(), "");
                T value = work.apply(tx);
                tx.flush();
                done = tx.committed(value);
                handle.releaseSavepoint("work");
            } catch (RuntimeException | Error e) {
                done = null;
                if (e instanceof JdbiException jdbi && SqliteErrors.isUnavailable(jdbi)) {
                    throw jdbi;
                }
                handle.rollbackToSavepoint("work");
                result.completeExceptionally(e);
            }
        }

        void succeed() {
            if (done != null) {
                result.complete(done);
            }
        }

        void fail(RuntimeException why) {
            result.completeExceptionally(why);
        }
    }
}
