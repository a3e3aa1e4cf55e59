package dev.bellwether.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// SQLite: one writer, many readers, one process.
final class SqliteEngine implements Engine {
    private final Path file;
    private final FileGuard guard;
    private final SqliteReaders readers;
    private final SqliteWriter writer;
    private final Tail tail = new Tail();
    private final Changes changes = new Changes();

    /// @param guard held until this is closed
    SqliteEngine(StoreSettings settings, InstantSource clock, StoreHealth health, FileGuard guard) {
        this.file = settings.sqliteFile();
        this.guard = guard;
        this.readers = new SqliteReaders(file, settings.readers(), health);
        this.writer =
                new SqliteWriter(
                        Mapping.on(Jdbi.create(Sqlite.writing(file))),
                        clock,
                        health,
                        tail,
                        changes);
        // Makes the log and its index while there is room for them.
        read(Journal::head);
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        // Within a transaction its own connection answers, with what it has written.
        return writer.isThisThread() ? writer.read(work) : readers.read(work);
    }

    @Override
    public <T> Committed<T> write(Function<Tx, T> work) {
        return writer.write(work);
    }

    @Override
    public <T> Committed<T> writeFirst(Function<Tx, T> work) {
        return writer.writeFirst(work);
    }

    @Override
    public void onForeignCommit(Runnable wake) {
        // One process owns the file: there are no foreign commits.
    }

    @Override
    public Optional<Tail> tail() {
        return Optional.of(tail);
    }

    @Override
    public Optional<Changes> changes() {
        return writer.isThisThread() ? Optional.empty() : Optional.of(changes);
    }

    @Override
    public void reactAtOnce(List<Reactor> reactors, List<Sequel> sequels, Duration slice) {
        writer.reactAtOnce(reactors, sequels, slice);
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public String version() {
        return "SQLite "
                + read(sql -> sql.createQuery("SELECT sqlite_version()").mapTo(String.class).one());
    }

    @Override
    public long bytes() {
        try {
            Path log = file.resolveSibling(file.getFileName() + "-wal");
            return Files.size(file) + (Files.exists(log) ? Files.size(log) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
        guard.close();
    }
}
