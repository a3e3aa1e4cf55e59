package dev.bellwether.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// PostgreSQL: many writers on many nodes. The journal's order is the order of commits because the
/// last act before a commit locks the head's row; other nodes are woken by `NOTIFY`.
final class PostgresEngine implements Engine {
    private static final int TRIES = 5;
    private static final int LISTEN_MILLIS = 10_000;

    private final InstantSource clock;
    private final StoreHealth health;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private volatile boolean closed;
    private @Nullable Thread listener;

    PostgresEngine(StoreSettings settings, InstantSource clock, StoreHealth health) {
        this.clock = clock;
        this.health = health;
        var config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        settings.user().ifPresent(config::setUsername);
        settings.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(settings.readers() + 3);
        config.setConnectionTimeout(5_000);
        config.setPoolName("postgres");
        config.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(config);
        this.jdbi = Mapping.on(Jdbi.create(pool));
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        try (Handle handle = jdbi.open()) {
            return work.apply(handle);
        } catch (JdbiException e) {
            throw isUnavailable(e) ? health.failed("read", e) : e;
        }
    }

    @Override
    public <T> Committed<T> write(Function<Tx, T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Handle handle = jdbi.open()) {
                Committed<T> committed = handle.inTransaction(inner -> once(inner, work));
                health.wrote();
                return committed;
            } catch (JdbiException e) {
                if (isUnavailable(e)) {
                    throw health.failed("written", e);
                }
                if (!isConflict(e) || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private <T> Committed<T> once(Handle handle, Function<Tx, T> work) {
        var tx = new Tx(handle, clock.instant(), "FOR UPDATE SKIP LOCKED");
        T value = work.apply(tx);
        if (tx.flush() > 0) {
            handle.execute("NOTIFY journal");
        }
        return tx.committed(value);
    }

    private static boolean isConflict(Throwable error) {
        return sqlState(error).startsWith("40");
    }

    /// Connection failures (08), shutdowns (57P), no space and out of memory (53), and a pool that
    /// has none to give.
    private static boolean isUnavailable(Throwable error) {
        String state = sqlState(error);
        return error instanceof ConnectionException
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53")
                || state.startsWith("58");
    }

    private static String sqlState(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    @Override
    public void onForeignCommit(Runnable wake) {
        listener = Thread.ofPlatform().daemon().name("postgres-listen").start(() -> listen(wake));
    }

    private void listen(Runnable wake) {
        while (!closed) {
            try (Connection connection = pool.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("LISTEN journal");
                var postgres = connection.unwrap(PGConnection.class);
                while (!closed) {
                    var notifications = postgres.getNotifications(LISTEN_MILLIS);
                    if (notifications != null && notifications.length > 0) {
                        wake.run();
                    }
                }
            } catch (SQLException e) {
                // The connection is gone; readers look by themselves every second until it is back.
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void backup(Path target) {
        throw new UnsupportedOperationException("backup of PostgreSQL");
    }

    @Override
    public void close() {
        closed = true;
        if (listener != null) {
            listener.interrupt();
        }
        pool.close();
    }
}
