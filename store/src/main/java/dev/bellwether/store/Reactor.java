package dev.bellwether.store;

import dev.bellwether.model.Fact;
import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads on from a durable cursor. The cursor moves in the transaction of the reaction. On
/// PostgreSQL its row is locked meanwhile, so that one node at a time reacts, and another takes
/// over when that node dies.
///
/// Lines of kinds that do not concern the reaction are passed over: a read finds them, this process
/// remembers how far it got, and the durable cursor follows with the next line that is taken, or
/// after [#FAR] lines. So a line costs a transaction in the rooms that it concerns and not in all.
/// After a restart, or on another node, at most that many lines are passed over once more.
///
/// A line that cannot be taken is tried alone, [#TRIES] times, and is then set aside with its
/// error: it must not keep the lines after it from paging somebody. Belongs to one thread.
final class Reactor implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(Reactor.class);
    private static final int BATCH = 100;

    /// On SQLite, which has one writer, no batch keeps it longer; at least one line is taken. Rooms
    /// that have much to do do not hold up whoever waits for a commit.
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

    private static final int LEAST = 10;

    /// How far the durable cursor may stay behind what was passed over, in lines.
    static final int FAR = 200;

    private static final int LOOK = 500;
    private static final int TRIES = 3;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Store store;
    private final String name;
    private final Set<String> kinds;
    private final Reaction reaction;
    private int batch = BATCH;

    /// All lines up to this one were taken, or do not concern it.
    private volatile long passed;

    /// Where the durable cursor stood when this process looked last; negative before it did.
    private long durable = -1;

    /// The last line of the batch under way.
    private long reached;

    /// Where the batch under way moves the durable cursor.
    private long moved;

    /// The line under way, and how often it failed when tried alone.
    private long trying;

    private long failed;
    private int failures;

    Reactor(Store store, String name, Set<Class<? extends Fact>> kinds, Reaction reaction) {
        this.store = store;
        this.name = name;
        this.kinds = kinds.stream().map(Class::getSimpleName).collect(Collectors.toSet());
        this.reaction = reaction;
    }

    long passed() {
        return passed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Instant run(Instant now) {
        try {
            // A look costs a read at most; only lines cost a transaction.
            while (store.journal().mayHaveAfter(passed) && isAnythingToTake() && take()) {}
        } catch (StoreUnavailable e) {
            // Told by the store's health; the lines stay where they are.
        }
        return now.plus(LOOK_AGAIN);
    }

    /// Passes over what does not concern it, up to the first line that does.
    private boolean isAnythingToTake() {
        Optional<Tail.Look> known =
                durable < 0
                        ? Optional.empty()
                        : store.tail().flatMap(tail -> tail.after(passed, this::concerns));
        if (known.isEmpty()) {
            return store.read(this::look);
        }
        passed = known.get().passed();
        return known.get().isFound() || passed - durable >= FAR;
    }

    private boolean look(Handle sql) {
        long cursor = Cursors.at(sql, name);
        durable = cursor;
        long at = Math.max(cursor, passed);
        boolean isFound = false;
        for (boolean isMore = true; isMore && !isFound; ) {
            Map<Long, String> next = store.journal().kinds(sql, at, LOOK);
            isMore = next.size() == LOOK;
            for (var line : next.entrySet()) {
                if (concerns(line.getValue())) {
                    isFound = true;
                    break;
                }
                at = line.getKey();
            }
        }
        passed = at;
        return isFound || at - cursor >= FAR;
    }

    private boolean concerns(String kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    /// False when another node is at it.
    private boolean take() {
        try {
            int taken = store.write(this::takeBatch);
            passed = Math.max(passed, reached);
            durable = Math.max(durable, moved);
            batch = Math.clamp(2L * taken, LEAST, BATCH);
            return taken > 0;
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            refused(e);
            return true;
        }
    }

    private int takeBatch(Tx tx) {
        reached = passed;
        Optional<Long> cursor = Cursors.lock(tx, name);
        if (cursor.isEmpty()) {
            return 0;
        }
        long from = Math.max(cursor.get(), passed);
        List<Journal.Met> lines = store.journal().meet(tx.sql(), from, batch, this::concerns);
        long end = System.nanoTime() + SLICE_NANOS;
        int taken = 0;
        for (Journal.Met met : lines) {
            if (taken > 0 && !store.isShared() && System.nanoTime() - end > 0) {
                break;
            }
            taken++;
            trying = met.seq();
            met.line().ifPresent(line -> take(tx, line));
        }
        reached = lines.isEmpty() ? from : lines.get(taken - 1).seq();
        moved = Math.max(reached, cursor.get());
        if (reached > cursor.get()) {
            Cursors.moveTo(tx, name, reached);
        }
        return taken;
    }

    private void take(Tx tx, Line line) {
        if (Facts.isDamaged(line.fact())) {
            Cursors.setAside(tx, name, line.seq(), "its body cannot be read");
        } else {
            reaction.on(tx, line);
        }
    }

    private void refused(RuntimeException error) {
        if (batch > 1) {
            batch = 1;
            return;
        }
        failures = trying == failed ? failures + 1 : 1;
        failed = trying;
        if (failures >= TRIES) {
            failures = 0;
            store.run(tx -> setAside(tx, trying, error));
        }
    }

    private void setAside(Tx tx, long seq, RuntimeException error) {
        Optional<Long> cursor = Cursors.lock(tx, name);
        if (cursor.filter(at -> at < seq && Math.max(at, passed) == seq - 1).isEmpty()) {
            // Another node has taken it meanwhile.
            return;
        }
        Cursors.setAside(tx, name, seq, error.toString());
        Cursors.moveTo(tx, name, seq);
        tx.afterCommit(() ->
                LOG.error("{} cannot take journal line {}; it is set aside", name, seq, error));
    }
}
