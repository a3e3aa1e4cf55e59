package dev.bellwether.store;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// A transaction that waits for its group.
final class GroupedWrite<T> {
    private enum State {
        WAITING,
        TAKEN,
        GIVEN_UP
    }

    private static final String WORK = "work";

    private final Function<Tx, T> work;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<Committed<T>> result = new CompletableFuture<>();
    private @Nullable Committed<T> done;

    GroupedWrite(Function<Tx, T> work) {
        this.work = work;
    }

    /// Runs, in a savepoint when others have written in this transaction. A failure of the work
    /// itself is the caller's; a failure of the database is thrown and fails the group.
    ///
    /// @param isFirst nobody has
    /// @return whether that is still so
    boolean runIn(Handle handle, InstantSource clock, boolean isFirst) {
        if (!state.compareAndSet(State.WAITING, State.TAKEN)) {
            return isFirst;
        }
        if (!isFirst) {
            handle.savepoint(WORK);
        }
        try {
            var tx = new Tx(handle, clock.instant(), "");
            T value = work.apply(tx);
            tx.flush();
            done = tx.committed(value);
            if (!isFirst) {
                handle.releaseSavepoint(WORK);
            }
            return false;
        } catch (RuntimeException | Error e) {
            done = null;
            if (e instanceof JdbiException && SqliteErrors.isUnavailable(e)) {
                throw e;
            }
            undo(handle, isFirst);
            result.completeExceptionally(e);
            return isFirst;
        }
    }

    private static void undo(Handle handle, boolean isFirst) {
        if (isFirst) {
            handle.rollback();
            handle.begin();
        } else {
            handle.rollbackToSavepoint(WORK);
        }
        Memory.in(handle).ifPresent(Memory::forget);
    }

    /// Tells of its lines, once the group is durable.
    void tell(Tail tail) {
        Committed<T> committed = done;
        if (committed != null && committed.hasLines()) {
            tail.add(
                    committed.lines().getLast().seq(),
                    committed.lines().stream().map(Written::kind).toList());
        }
    }

    /// The group is durable.
    void succeed() {
        if (done != null) {
            result.complete(done);
        }
    }

    /// The group is not.
    void fail(RuntimeException why) {
        result.completeExceptionally(why);
    }

    /// Its lines so far; none when it failed.
    List<Written> lines() {
        return done == null ? List.of() : done.lines();
    }

    /// What reactions did about its lines, and those of the others before it, belongs to it.
    void followedBy(AtOnce reactions) {
        done = reactions.with(Objects.requireNonNull(done));
    }

    boolean isDone() {
        return done != null;
    }

    /// Waits until the group is durable. Who is interrupted before the work was begun gives it up;
    /// afterwards its outcome is waited for all the same, for nobody may be told that what was
    /// written was not.
    Committed<T> await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    if (state.compareAndSet(State.WAITING, State.GIVEN_UP)) {
                        throw new StoreUnavailable("Interrupted while waiting for the database", e);
                    }
                } catch (ExecutionException e) {
                    throw failure(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException own
                ? own
                : new StoreUnavailable("The database failed", new SQLException(cause));
    }
}
