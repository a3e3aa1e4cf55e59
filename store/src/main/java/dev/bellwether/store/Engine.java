package dev.bellwether.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// What differs between SQLite and PostgreSQL.
sealed interface Engine extends AutoCloseable permits SqliteEngine, PostgresEngine {
    <T> T read(Function<Handle, T> work);

    <T> Committed<T> write(Function<Tx, T> work);

    /// The same, before others that wait.
    default <T> Committed<T> writeFirst(Function<Tx, T> work) {
        return write(work);
    }

    /// Called when another process may have committed journal lines.
    void onForeignCommit(Runnable wake);

    /// The newest lines, where all are written by this process.
    default Optional<Tail> tail() {
        return Optional.empty();
    }

    /// Where all is written by this process: what was. Empty within a transaction, which sees more.
    default Optional<Changes> changes() {
        return Optional.empty();
    }

    /// From now on these take lines before the commit of whoever writes them, where that can be.
    default void reactAtOnce(List<Reactor> reactors, List<Sequel> sequels, Duration slice) {
        // Other nodes may be at it: each takes its turn by the cursor's row.
    }

    boolean isShared();

    /// Name and version, such as `SQLite 3.54.1`.
    String version();

    /// What the database takes on disk.
    long bytes();

    @Override
    void close();
}
