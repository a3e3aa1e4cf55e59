package dev.bellwether.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.InstantSource;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// PostgreSQL: many writers on many nodes. The journal's order is the order of commits because the
/// last act before a commit locks the head's row; other nodes are woken by `NOTIFY`.
///
/// Nobody may hold that row for long: a node that falls silent inside a transaction is cut off by
/// the server. Reads have connections of their own, so that a read inside a transaction never waits
/// for other transactions to end; a read inside a read shares the outer one's. So has what is
/// written first: a node that is too busy to say that it lives would be taken for dead.
final class PostgresEngine implements Engine {
    private static final int TRIES = 5;

    /// For signs of life, leases and whatever comes in: one caller of each at a time.
    private static final int FIRST = 3;

    private static final int CONNECT_MILLIS = 5_000;
    private static final String SESSION =
            "SET lock_timeout = '15s'; SET statement_timeout = '60s';"
                    + " SET idle_in_transaction_session_timeout = '15s'";

    private final InstantSource clock;
    private final StoreHealth health;
    private final StoreSettings settings;
    private final HikariDataSource readPool;
    private final HikariDataSource writePool;
    private final HikariDataSource firstPool;
    private final Jdbi readers;
    private final Jdbi writers;
    private final Jdbi first;
    private final ScopedValue<Handle> reading = ScopedValue.newInstance();
    private final ScopedValue<Boolean> writing = ScopedValue.newInstance();
    private @Nullable PostgresListener listener;

    PostgresEngine(StoreSettings settings, InstantSource clock, StoreHealth health) {
        this.settings = settings;
        this.clock = clock;
        this.health = health;
        this.readPool = pool(settings, "postgres-read", settings.readers());
        this.writePool = pool(settings, "postgres-write", settings.readers());
        this.firstPool = pool(settings, "postgres-first", FIRST);
        this.readers = Mapping.on(Jdbi.create(readPool));
        this.writers = Mapping.on(Jdbi.create(writePool));
        this.first = Mapping.on(Jdbi.create(firstPool));
    }

    private static HikariDataSource pool(StoreSettings settings, String name, int most) {
        var config = new HikariConfig();
        config.setDataSource(Postgres.serving(settings));
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setConnectionInitSql(SESSION);
        config.setPoolName(name);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        if (reading.isBound()) {
            return work.apply(reading.get());
        }
        try (Handle handle = readers.open()) {
            T value = ScopedValue.where(reading, handle).call(() -> work.apply(handle));
            health.didRead();
            return value;
        } catch (JdbiException e) {
            throw PostgresErrors.isUnavailable(e) ? health.cannotRead(e) : e;
        }
    }

    @Override
    public <T> Committed<T> write(Function<Tx, T> work) {
        return write(writers, work);
    }

    @Override
    public <T> Committed<T> writeFirst(Function<Tx, T> work) {
        return write(first, work);
    }

    private <T> Committed<T> write(Jdbi by, Function<Tx, T> work) {
        if (writing.isBound()) {
            throw new IllegalStateException("A transaction cannot open another one");
        }
        if (reading.isBound()) {
            // Transactions wait for reads; were reads to wait for transactions, both would for
            // ever.
            throw new IllegalStateException("A read cannot open a transaction");
        }
        return ScopedValue.where(writing, true).call(() -> writeOrRetry(by, work));
    }

    private <T> Committed<T> writeOrRetry(Jdbi by, Function<Tx, T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Handle handle = by.open()) {
                Committed<T> committed = handle.inTransaction(inner -> once(inner, work));
                health.wrote(1);
                return committed;
            } catch (JdbiException e) {
                if (PostgresErrors.isUnavailable(e)) {
                    throw health.cannotWrite(e);
                }
                if (!PostgresErrors.isConflict(e) || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private <T> Committed<T> once(Handle handle, Function<Tx, T> work) {
        var tx = new Tx(handle, clock.instant(), "FOR UPDATE SKIP LOCKED");
        T value = work.apply(tx);
        if (!tx.flush().isEmpty()) {
            handle.execute("NOTIFY " + PostgresListener.CHANNEL);
        }
        return tx.committed(value);
    }

    @Override
    public void onForeignCommit(Runnable wake) {
        listener = new PostgresListener(Postgres.serving(settings), wake);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public String version() {
        return "PostgreSQL "
                + read(sql -> sql.createQuery("SHOW server_version").mapTo(String.class).one());
    }

    @Override
    public long bytes() {
        return read(sql ->
                sql.createQuery("SELECT pg_database_size(current_database())")
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public void close() {
        if (listener != null) {
            listener.close();
        }
        firstPool.close();
        writePool.close();
        readPool.close();
    }
}
