package dev.bellwether.store;

import dev.bellwether.model.Fact;
import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads on from a durable cursor. The cursor moves in the transaction of the reaction. On
/// PostgreSQL its row is locked meanwhile, so that one node at a time reacts, and another takes
/// over when that node dies.
///
/// Lines of kinds that do not concern the reaction are passed over: a read finds them, this process
/// remembers how far it got, and the durable cursor follows with the next line that is taken, or
/// after [Progress#FAR] lines. So a line costs a transaction in the rooms that it concerns and not
/// in all. After a restart, or on another node, at most that many lines are passed over once more.
///
/// What comes next after each look and each batch is decided by [Progress]. Belongs to one thread,
/// but for what is taken at once ([AtOnce]).
final class Reactor implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(Reactor.class);

    /// On SQLite, which has one writer, no batch keeps it longer; at least one line is taken. Rooms
    /// that have much to do do not hold up whoever waits for a commit.
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

    /// On PostgreSQL it keeps a connection, and the rows that it touched.
    private static final long SHARED_SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int LOOK = 500;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Store store;
    private final String name;
    private final Set<String> kinds;
    private final Reaction reaction;
    private volatile Progress progress = Progress.NONE;
    private boolean isMade;

    /// Why a batch was undone last.
    private @Nullable RuntimeException refusal;

    Reactor(Store store, String name, Set<Class<? extends Fact>> kinds, Reaction reaction) {
        this.store = store;
        this.name = name;
        this.kinds = kinds.stream().map(Class::getSimpleName).collect(Collectors.toSet());
        this.reaction = reaction;
    }

    long passed() {
        return progress.passed();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Instant run(Instant now) {
        try {
            Progress.Next next = new Progress.Next.Look();
            while (!(next instanceof Progress.Next.Rest)) {
                next = decide(done(next));
            }
        } catch (StoreUnavailable e) {
            // Told by the store's health; the lines stay where they are.
        }
        return now.plus(LOOK_AGAIN);
    }

    private synchronized Progress.Next decide(Progress.Event event) {
        Progress.Decision decision = progress.on(event);
        progress = decision.progress();
        return decision.next();
    }

    /// Whether nothing before line `seq` is left to take, as far as this process knows.
    ///
    /// @param tail all lines before it
    boolean hasTakenAllBefore(long seq, Tail tail) {
        Progress at = progress;
        return at.durable() >= 0
                && (at.passed() >= seq - 1
                        || tail.after(at.passed(), this::concerns)
                                .filter(look -> !look.isFound() && look.passed() == seq - 1)
                                .isPresent());
    }

    boolean wants(Written line) {
        return concerns(line.kind());
    }

    /// Takes lines in the transaction that wrote them; at least one, and no more once it is late.
    ///
    /// @param lines all that follow what it has taken, in order
    /// @param end by [System#nanoTime]
    Progress.Event.TakenAtOnce takeAtOnce(Tx tx, List<Written> lines, long end) {
        long cursor =
                Cursors.lock(tx, name)
                        .orElseGet(() -> {
                            Cursors.make(tx, name);
                            return 0L;
                        });
        long reached = Math.max(cursor, progress.passed());
        boolean hasTaken = false;
        for (Written line : lines) {
            if (line.seq() <= reached) {
                // Taken by its own job, in this group of transactions.
                continue;
            }
            if (wants(line)) {
                if (hasTaken && System.nanoTime() - end > 0) {
                    break;
                }
                take(tx, line.line());
                hasTaken = true;
            }
            reached = line.seq();
        }
        if (reached > cursor) {
            Cursors.moveTo(tx, name, reached);
        }
        return new Progress.Event.TakenAtOnce(reached, reached);
    }

    /// That is durable.
    void happened(Progress.Event event) {
        var unused = decide(event);
    }

    private Progress.Event done(Progress.Next next) {
        return switch (next) {
            case Progress.Next.Look() -> look();
            case Progress.Next.Take(var most) -> take(most);
            case Progress.Next.SetAside(var seq) -> setAside(seq);
            case Progress.Next.Rest() -> throw new IllegalStateException("nothing to do");
        };
    }

    /// Passes over what does not concern it, up to the first line that does. Costs a read at most;
    /// only lines cost a transaction.
    private Progress.Event look() {
        Progress at = progress;
        if (!store.journal().mayHaveAfter(at.passed())) {
            return new Progress.Event.Looked(at.durable(), at.passed(), false);
        }
        Optional<Tail.Look> known =
                at.durable() < 0
                        ? Optional.empty()
                        : store.tail().flatMap(tail -> tail.after(at.passed(), this::concerns));
        return known.<Progress.Event>map(look ->
                        new Progress.Event.Looked(at.durable(), look.passed(), look.isFound()))
                .orElseGet(() -> store.read(sql -> look(sql, at.passed())));
    }

    private Progress.Event look(Handle sql, long passed) {
        long cursor = Cursors.at(sql, name);
        long at = Math.max(cursor, passed);
        while (true) {
            Map<Long, String> next = store.journal().kinds(sql, at, LOOK);
            for (var line : next.entrySet()) {
                if (concerns(line.getValue())) {
                    return new Progress.Event.Looked(cursor, at, true);
                }
                at = line.getKey();
            }
            if (next.size() < LOOK) {
                return new Progress.Event.Looked(cursor, at, false);
            }
        }
    }

    private boolean concerns(String kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    private Progress.Event take(int most) {
        var batch = new Batch(most, progress.passed());
        try {
            if (!isMade) {
                store.run(tx -> Cursors.make(tx, name));
                isMade = true;
            }
            return store.write(batch::take);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            if (batch.trying == 0) {
                // No line's fault: whoever runs it waits a while.
                throw e;
            }
            refusal = e;
            return new Progress.Event.Refused(batch.trying);
        }
    }

    /// One try to take some lines.
    private final class Batch {
        private final int most;
        private final long passed;

        /// The line under way; 0 before the first.
        private long trying;

        Batch(int most, long passed) {
            this.most = most;
            this.passed = passed;
        }

        Progress.Event take(Tx tx) {
            trying = 0;
            Optional<Long> cursor = Cursors.lock(tx, name);
            if (cursor.isEmpty()) {
                return new Progress.Event.Taken(0, passed, -1);
            }
            long from = Math.max(cursor.get(), passed);
            List<Journal.Met> lines =
                    store.journal().meet(tx.sql(), from, most, Reactor.this::concerns);
            long end = System.nanoTime() + (store.isShared() ? SHARED_SLICE_NANOS : SLICE_NANOS);
            int taken = 0;
            long reached = from;
            for (Journal.Met met : lines) {
                if (taken > 0 && System.nanoTime() - end > 0) {
                    break;
                }
                trying = met.seq();
                met.line().ifPresent(line -> Reactor.this.take(tx, line));
                reached = met.seq();
                taken++;
            }
            if (reached > cursor.get()) {
                Cursors.moveTo(tx, name, reached);
            }
            return new Progress.Event.Taken(taken, reached, reached);
        }
    }

    private void take(Tx tx, Line line) {
        if (Facts.isDamaged(line.fact())) {
            Cursors.setAside(tx, name, line.seq(), "its body cannot be read");
        } else {
            reaction.on(tx, line);
        }
    }

    private Progress.Event setAside(long seq) {
        RuntimeException error = Objects.requireNonNull(refusal);
        store.run(tx -> setAside(tx, seq, error));
        return new Progress.Event.SetAside();
    }

    private void setAside(Tx tx, long seq, RuntimeException error) {
        long passed = progress.passed();
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
