package dev.bellwether.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Reads of SQLite, on a small platform pool: native calls pin a virtual thread to its carrier. The
/// connections are twice the threads, so that a read inside a read finds one.
final class SqliteReaders implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;

    private final StoreHealth health;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final ExecutorService threads;
    private final ThreadGroup ours = new ThreadGroup("sqlite-read");

    SqliteReaders(Path file, int readers, StoreHealth health) {
        this.health = health;
        var config = new HikariConfig();
        config.setDataSource(Sqlite.source(file));
        config.setMaximumPoolSize(2 * readers + 1);
        // Kept open for good: on a full disk no new connection could map the log's index.
        config.setMaxLifetime(0);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setConnectionInitSql("PRAGMA query_only = true");
        config.setPoolName("sqlite-readers");
        this.pool = new HikariDataSource(config);
        this.jdbi = Mapping.on(Jdbi.create(pool));
        this.threads =
                Executors.newFixedThreadPool(
                        readers,
                        Thread.ofPlatform().group(ours).daemon().name("sqlite-read-", 0).factory());
    }

    /// @param here on the calling thread, which is no virtual one
    <T> T read(Function<Handle, T> work, boolean here) {
        if (here || ours.equals(Thread.currentThread().getThreadGroup())) {
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
        try (Handle handle = jdbi.open()) {
            T value = work.apply(handle);
            health.didRead();
            return value;
        } catch (JdbiException e) {
            throw SqliteErrors.isUnavailable(e) ? health.cannotRead(e) : e;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        pool.close();
    }
}
