package dev.bellwether.store;

import java.nio.file.Path;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// What differs between SQLite and PostgreSQL.
sealed interface Engine extends AutoCloseable permits SqliteEngine, PostgresEngine {
    <T> T read(Function<Handle, T> work);

    <T> Committed<T> write(Function<Tx, T> work);

    /// Called when another process may have committed journal lines.
    void onForeignCommit(Runnable wake);

    boolean isShared();

    void backup(Path target);

    @Override
    void close();
}
