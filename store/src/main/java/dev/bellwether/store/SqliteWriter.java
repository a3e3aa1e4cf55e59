package dev.bellwether.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes to SQLite, by group commit.
///
/// SQLite has one writer, and a durable commit costs one `fsync`. So one platform thread takes all
/// transactions that wait, runs each in a savepoint of one enclosing transaction (the first
/// without), and commits them with one sync. A transaction that fails is rolled back to its
/// savepoint and does not touch its neighbours; none is told that it succeeded before the enclosing
/// commit returned, and when that fails, all are told that they failed. Under load this turns
/// thousands of syncs into dozens; alone, a transaction pays what it always paid.
///
/// A group takes in no more once it has lasted [#GROUP_NANOS]: nobody waits long for a commit
/// because others had much to do. What is written first ([#writeFirst]) is small and somebody waits
/// for it; it stands before whatever else waits.
final class SqliteWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);
    private static final int GROUP = 256;
    private static final String REACTIONS = "reactions";

    private static final long GROUP_NANOS = TimeUnit.MILLISECONDS.toNanos(15);
    private static final int MOST_WAITING = 10_000;
    private static final int CLOSE_MILLIS = 30_000;

    private final InstantSource clock;
    private final StoreHealth health;
    private final Tail tail;
    private final Changes changes;
    private final Jdbi jdbi;
    private final BlockingDeque<GroupedWrite<?>> waiting = new LinkedBlockingDeque<>(MOST_WAITING);
    private final Thread thread;
    private volatile List<Reactor> reactors = List.of();
    private volatile List<Sequel> sequels = List.of();
    private volatile long slice;
    private @Nullable Handle open;
    private volatile boolean closed;

    /// @param tail told of each line that is durable
    /// @param changes told of each table that was written
    SqliteWriter(Jdbi jdbi, InstantSource clock, StoreHealth health, Tail tail, Changes changes) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.health = health;
        this.tail = tail;
        this.changes = changes;
        this.thread = Thread.ofPlatform().daemon().name("sqlite-write").start(this::run);
    }

    /// @param most how long these go on in a transaction, and how long it may have lasted before
    void reactAtOnce(List<Reactor> all, List<Sequel> then, Duration most) {
        slice = most.toNanos();
        sequels = then;
        reactors = all;
    }

    boolean isThisThread() {
        return Thread.currentThread() == thread;
    }

    /// Reads in the transaction under way.
    <T> T read(Function<Handle, T> work) {
        return work.apply(handle());
    }

    <T> Committed<T> write(Function<Tx, T> work) {
        return write(work, false);
    }

    /// [#write] with a place before all that wait. For one caller at a time: many would keep the
    /// others out.
    <T> Committed<T> writeFirst(Function<Tx, T> work) {
        return write(work, true);
    }

    private <T> Committed<T> write(Function<Tx, T> work, boolean first) {
        if (isThisThread()) {
            throw new IllegalStateException("A transaction cannot open another one");
        }
        var write = new GroupedWrite<>(work);
        if (closed) {
            throw closed();
        }
        if (!(first ? waiting.offerFirst(write) : waiting.offer(write))) {
            throw health.cannotWrite(
                    new SQLException(MOST_WAITING + " transactions wait for the disk already"));
        }
        if (closed && waiting.remove(write)) {
            throw closed();
        }
        return write.await();
    }

    private void run() {
        while (!closed || !waiting.isEmpty()) {
            try {
                writeGroup(waiting.take());
            } catch (InterruptedException e) {
                // Nobody has a reason to; what waits is still written.
            }
        }
        forget();
    }

    private void writeGroup(GroupedWrite<?> first) {
        var group = new ArrayList<GroupedWrite<?>>();
        group.add(first);
        Optional<AtOnce> reacted;
        try {
            Handle handle = handle();
            handle.begin();
            long begun = System.nanoTime();
            runAll(group, handle, begun);
            reacted = react(group, handle, begun);
            handle.commit();
            Memory.in(handle).ifPresent(memory -> memory.tell(changes));
        } catch (RuntimeException | Error e) {
            forget();
            StoreUnavailable unavailable = health.cannotWrite(e);
            group.forEach(write -> write.fail(unavailable));
            return;
        }
        health.wrote(Math.toIntExact(group.stream().filter(GroupedWrite::isDone).count()));
        reacted.ifPresent(AtOnce::succeed);
        group.forEach(write -> write.tell(tail));
        group.forEach(GroupedWrite::succeed);
    }

    /// Runs those of the group, and those that wait as long as there is room and time.
    private void runAll(List<GroupedWrite<?>> group, Handle handle, long begun) {
        long end = begun + GROUP_NANOS;
        // A savepoint costs a copy of each page that is changed under it; who is alone needs none.
        boolean isFirst = group.getFirst().runIn(handle, clock, true);
        while (group.size() < GROUP && System.nanoTime() - end < 0) {
            GroupedWrite<?> next = waiting.poll();
            if (next == null) {
                return;
            }
            group.add(next);
            isFirst = next.runIn(handle, clock, isFirst);
        }
    }

    /// Lets reactions take the group's lines, in a savepoint: when they fail, the group is as it
    /// was.
    private Optional<AtOnce> react(List<GroupedWrite<?>> group, Handle handle, long begun) {
        List<Written> lines = group.stream().flatMap(write -> write.lines().stream()).toList();
        long now = System.nanoTime();
        if (reactors.isEmpty() || lines.isEmpty() || now - begun > slice) {
            return Optional.empty();
        }
        var reactions = new AtOnce(reactors, sequels, tail, lines);
        if (!reactions.isWanted()) {
            return Optional.empty();
        }
        handle.savepoint(REACTIONS);
        try {
            reactions.run(handle, clock, now + slice);
            handle.releaseSavepoint(REACTIONS);
        } catch (RuntimeException | Error e) {
            if (e instanceof JdbiException && SqliteErrors.isUnavailable(e)) {
                throw e;
            }
            LOG.debug("Reactions could not take part in a transaction; each takes its own", e);
            handle.rollbackToSavepoint(REACTIONS);
            Memory.in(handle).ifPresent(Memory::forget);
            return Optional.empty();
        }
        group.stream()
                .filter(write -> !write.lines().isEmpty())
                .reduce((_, last) -> last)
                .orElseThrow()
                .followedBy(reactions);
        return Optional.of(reactions);
    }

    private Handle handle() {
        if (open == null) {
            open = jdbi.open();
            var statements = new CachedStatements();
            statements.remember(Memory.of(open));
            open.setStatementBuilder(statements);
        }
        return open;
    }

    /// Closes the connection, which rolls back; the next group opens a new one.
    private void forget() {
        Handle broken = open;
        open = null;
        // What became of the transaction may be unknown.
        changes.anywhere();
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
