package dev.bellwether.store;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The door of the room: one database, opened and migrated. Safe for many threads.
///
/// Work is a function. A `write` is one transaction: all of it happens or none, journal lines
/// included. It may run more than once (PostgreSQL retries a conflict), so it must have no effect
/// but on its [Tx]; effects go into [Tx#afterCommit].
public final class Store implements AutoCloseable {
    private final Engine engine;
    private final Journal journal;
    private final Leases leases;
    private final StoreHealth health;

    private Store(Engine engine, StoreHealth health) {
        this.engine = engine;
        this.health = health;
        this.journal = new Journal(this);
        this.leases = new Leases(this);
        engine.onForeignCommit(journal::wakeReaders);
    }

    /// Opens the database and brings its tables up to date.
    ///
    /// @throws StoreUnavailable when it cannot be reached, is locked, or is newer than this program
    public static Store open(StoreSettings settings, InstantSource clock) {
        var health = new StoreHealth(clock);
        Migrations.run(settings);
        Engine engine =
                settings.isPostgres()
                        ? new PostgresEngine(settings, clock, health)
                        : new SqliteEngine(settings, clock, health);
        return new Store(engine, health);
    }

    /// Reads. Several statements may see several states.
    ///
    /// @throws StoreUnavailable when the database does not answer
    public <T> T read(Function<Handle, T> work) {
        return engine.read(work);
    }

    /// One transaction; durable when it returns.
    ///
    /// @throws StoreUnavailable when the database does not answer; nothing was written then
    public <T> T write(Function<Tx, T> work) {
        Committed<T> committed = engine.write(work);
        if (committed.lines() > 0) {
            journal.wakeReaders();
        }
        committed.afterCommit().forEach(Runnable::run);
        return committed.value();
    }

    /// [#write] for work that answers nothing.
    public void run(Consumer<Tx> work) {
        write(tx -> {
            work.accept(tx);
            return true;
        });
    }

    public Journal journal() {
        return journal;
    }

    public Leases leases() {
        return leases;
    }

    /// Whether writes succeed, and since when not.
    public StoreHealth health() {
        return health;
    }

    /// True on PostgreSQL, where several nodes may share the database.
    public boolean isShared() {
        return engine.isShared();
    }

    /// Writes a consistent copy while the store is in use: a SQLite file, or on PostgreSQL an
    /// archive of all tables.
    public void backup(Path target) {
        engine.backup(target);
    }

    @Override
    public void close() {
        engine.close();
    }
}
