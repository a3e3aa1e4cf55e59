package dev.bellwether.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Reads of SQLite. Native calls pin a virtual thread to its carrier, so its reads are made on a
/// small pool of platform threads; a platform thread reads by itself. The connections are twice the
/// threads, so that a read inside a read finds one.
///
/// All are opened at the start and kept for good: on a full disk no new one could map the log's
/// index. Each keeps its statements prepared, and the one used last is used first.
final class SqliteReaders implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;

    private final StoreHealth health;
    private final int most;
    private final BlockingDeque<Handle> idle = new LinkedBlockingDeque<>();
    private final ExecutorService threads;
    private volatile boolean closed;

    SqliteReaders(Path file, int readers, StoreHealth health) {
        this.health = health;
        this.most = 2 * readers + 1;
        Jdbi jdbi = Mapping.on(Jdbi.create(Sqlite.source(file)));
        try {
            for (int i = 0; i < most; i++) {
                idle.add(opened(jdbi));
            }
        } catch (RuntimeException e) {
            idle.forEach(Handle::close);
            throw e;
        }
        this.threads =
                Executors.newFixedThreadPool(
                        readers, Thread.ofPlatform().daemon().name("sqlite-read-", 0).factory());
    }

    private static Handle opened(Jdbi jdbi) {
        Handle handle = jdbi.open();
        handle.execute("PRAGMA query_only = true");
        handle.setStatementBuilder(new CachedStatements());
        return handle;
    }

    <T> T read(Function<Handle, T> work) {
        if (!Thread.currentThread().isVirtual()) {
            return readHere(work);
        }
        try {
            return CompletableFuture.supplyAsync(() -> readHere(work), threads).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException own
                    ? own
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted while waiting for the database", e);
        } catch (RejectedExecutionException e) {
            throw new StoreUnavailable("The database is closed", e);
        }
    }

    private <T> T readHere(Function<Handle, T> work) {
        Handle handle = taken();
        try {
            T value = work.apply(handle);
            health.didRead();
            return value;
        } catch (JdbiException e) {
            throw SqliteErrors.isUnavailable(e) ? health.cannotRead(e) : e;
        } finally {
            giveBack(handle);
        }
    }

    private Handle taken() {
        if (closed) {
            throw new StoreUnavailable("The database is closed", new SQLException("closed"));
        }
        try {
            Handle handle = idle.pollFirst(CONNECT_MILLIS, TimeUnit.MILLISECONDS);
            if (handle == null) {
                throw health.cannotRead(
                        new SQLTransientConnectionException(
                                "all " + most + " connections are busy with other reads"));
            }
            return handle;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted while waiting for the database", e);
        }
    }

    /// Ends what its user left open: an unfinished read would keep the log from being emptied.
    private void giveBack(Handle handle) {
        try {
            handle.clean();
        } finally {
            idle.addFirst(handle);
            if (closed && idle.remove(handle)) {
                handle.close();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        closed = true;
        for (Handle handle = idle.poll(); handle != null; handle = idle.poll()) {
            handle.close();
        }
    }
}
