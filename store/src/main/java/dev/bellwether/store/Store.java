package dev.bellwether.store;

import dev.bellwether.model.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// The door of the room: one database, opened and migrated. Safe for many threads.
///
/// Work is a function. A `write` is one transaction: all of it happens or none, journal lines
/// included. It may run more than once (PostgreSQL retries a conflict), so it must have no effect
/// but on its [Tx]; effects go into [Tx#afterCommit].
public final class Store implements AutoCloseable {
    private final StoreSettings settings;
    private final InstantSource clock;
    private final Engine engine;
    private final Journal journal;
    private final Leases leases;
    private final Nodes nodes;
    private final StoreHealth health;

    /// The transaction that the doors of several rooms share.
    private final ScopedValue<Tx> shared = ScopedValue.newInstance();

    private Store(StoreSettings settings, InstantSource clock, Engine engine, StoreHealth health) {
        this.settings = settings;
        this.clock = clock;
        this.engine = engine;
        this.health = health;
        this.journal = new Journal(this);
        this.leases = new Leases(this);
        this.nodes = new Nodes(this);
        engine.onForeignCommit(journal::wakeReaders);
    }

    /// Opens the database and brings its tables up to date.
    ///
    /// @throws StoreUnavailable when it cannot be reached, is locked, is in use by another process
    ///   (SQLite), or is newer than this program
    public static Store open(StoreSettings settings, InstantSource clock) {
        DiskSpace disk =
                settings.isPostgres() ? DiskSpace.elsewhere() : DiskSpace.of(settings.sqliteFile());
        var health = new StoreHealth(clock, disk);
        return new Store(
                settings,
                clock,
                settings.isPostgres()
                        ? postgres(settings, clock, health)
                        : sqlite(settings, clock, health),
                health);
    }

    private static Engine postgres(
            StoreSettings settings, InstantSource clock, StoreHealth health) {
        Migrations.run(Postgres.source(settings), settings);
        return new PostgresEngine(settings, clock, health);
    }

    private static Engine sqlite(StoreSettings settings, InstantSource clock, StoreHealth health) {
        FileGuard guard = FileGuard.on(settings.sqliteFile());
        try {
            Migrations.run(Sqlite.source(settings.sqliteFile()), settings);
            return new SqliteEngine(settings, clock, health, guard);
        } catch (StoreUnavailable e) {
            guard.close();
            throw e;
        } catch (RuntimeException e) {
            guard.close();
            throw SqliteErrors.isUnavailable(e) ? health.cannotRead(e) : e;
        }
    }

    /// Reads. Several statements may see several states. Inside a transaction use [Tx#sql]: whether
    /// a read from here sees what the transaction has written is not promised (on SQLite it does).
    ///
    /// @throws StoreUnavailable when the database does not answer
    public <T> T read(Function<Handle, T> work) {
        if (shared.isBound()) {
            return work.apply(shared.get().sql());
        }
        return engine.read(work);
    }

    /// One transaction; durable when it returns.
    ///
    /// @throws StoreUnavailable when the database does not answer; nothing was written then (but
    ///   see there for the one exception)
    /// @throws dev.bellwether.model.Conflict when what must be there once only is there already
    /// @throws IllegalStateException inside another transaction
    public <T> T write(Function<Tx, T> work) {
        return write(work, engine::write);
    }

    /// [#write] before whatever else waits to be written. For small work that somebody waits for,
    /// and for one caller at a time: many would keep the others out.
    public <T> T writeFirst(Function<Tx, T> work) {
        return write(work, engine::writeFirst);
    }

    private <T> T write(Function<Tx, T> work, Function<Function<Tx, T>, Committed<T>> how) {
        Committed<T> committed;
        try {
            if (shared.isBound()) {
                return work.apply(shared.get());
            }
            committed = how.apply(work);
        } catch (JdbiException e) {
            throw Taken.explained(e);
        } catch (StoreUnavailable e) {
            // Whether it is durable may be unknown, and with it where the journal ends.
            journal.reachedUnknown();
            throw e;
        }
        committed.runAfterCommit();
        if (committed.hasLines()) {
            journal.reached(committed.lines());
            journal.wakeReaders();
        }
        return committed.value();
    }

    /// One transaction over the doors of several rooms: every [#read] and [#write] that `work`
    /// makes on its thread belongs to it, so that all of it is saved or none. What is thrown undoes
    /// it.
    ///
    /// Like any work it may run more than once, and must not wait for what happens outside.
    public <T> T together(Supplier<T> work) {
        return write(tx ->
                shared.isBound() ? work.get() : ScopedValue.where(shared, tx).call(work::get));
    }

    /// [#write] for work that answers nothing.
    public void run(Consumer<Tx> work) {
        write(tx -> {
            work.accept(tx);
            return true;
        });
    }

    void reactAtOnce(List<Reactor> reactors, List<Sequel> sequels, Duration slice) {
        engine.reactAtOnce(reactors, sequels, slice);
    }

    Optional<Tail> tail() {
        return engine.tail();
    }

    Optional<Changes> changes() {
        return engine.changes();
    }

    Instant now() {
        return clock.instant();
    }

    public Journal journal() {
        return journal;
    }

    public Leases leases() {
        return leases;
    }

    /// The processes that share this database, this one among them.
    public Nodes nodes() {
        return nodes;
    }

    /// Whether the database answers, and since when not.
    public StoreHealth health() {
        return health;
    }

    /// How far the journal's readers have come, who holds which lease, how large it all is.
    ///
    /// @throws StoreUnavailable when the database does not answer
    public StoreReport report() {
        String version = engine.version();
        long bytes = engine.bytes();
        return read(sql -> Reports.of(sql, version, bytes));
    }

    /// The newest journal lines that some reader could not take.
    ///
    /// @param limit 1 to 500
    public List<StoreReport.SetAside> setAside(int limit) {
        return read(sql -> Reports.setAside(sql, limit));
    }

    /// What is to be run from time to time: seeing that the database can be written again, and
    /// where it is shared, who shares it.
    public List<Job> jobs() {
        var emptyTrash = new EmptyTrash(this);
        return isShared()
                ? List.of(new Probe(this), emptyTrash, nodes)
                : List.of(new Probe(this), emptyTrash);
    }

    /// True on PostgreSQL, where several nodes may share the database.
    public boolean isShared() {
        return engine.isShared();
    }

    /// Writes a consistent copy while the store is in use. See [Backups#write].
    public Backups.Written backup(Path target) {
        return Backups.write(settings, target, clock.instant());
    }

    /// Writes what waits, then closes the database.
    @Override
    public void close() {
        engine.close();
    }
}
