package dev.bellwether.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Puts a database in the place of another: made and checked beside it first, with the guard held,
/// and the old one kept.
final class SqliteRestore {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /// Makes the new database as the file `draft`.
    @FunctionalInterface
    interface Filling {
        void fill(Path draft) throws IOException;
    }

    private final Path database;
    private final Path aside;

    SqliteRestore(StoreSettings settings, Instant now) {
        this.database = settings.sqliteFile().toAbsolutePath();
        this.aside =
                database.resolveSibling(
                        database.getFileName() + ".before-restore-" + STAMP.format(now));
    }

    Backups.Restored restore(Filling filling) {
        Path draft = Drafts.beside(database);
        try (FileGuard guard = guard()) {
            Drafts.makeRoom(database);
            removeLogs(draft);
            filling.fill(draft);
            long head = SqliteCheck.head(draft);
            Migrations.refuseNewer(Sqlite.source(draft), "in the backup");
            settle(draft);
            Optional<Path> kept = Files.exists(database) ? keepAside() : Optional.empty();
            Drafts.putInPlace(draft, database);
            return new Backups.Restored(head, kept);
        } catch (IOException e) {
            throw new BackupRefused("The database cannot be restored: " + e, e);
        } catch (StoreUnavailable e) {
            throw new BackupRefused(StoreHealth.message(e), e);
        } finally {
            discard(draft);
        }
    }

    private FileGuard guard() {
        try {
            FileGuard guard = FileGuard.on(database);
            if (guard.isHeld()) {
                return guard;
            }
        } catch (StoreUnavailable e) {
            throw new BackupRefused(StoreHealth.message(e) + "; stop it first", e);
        }
        throw new BackupRefused("The database " + database + " is in use; close it first");
    }

    /// Writes the log into the file and removes it, so that the file is all there is.
    private static void settle(Path file) {
        try (Connection connection = Sqlite.source(file).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            statement.execute("PRAGMA journal_mode = DELETE");
        } catch (SQLException e) {
            throw new BackupRefused(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private Optional<Path> keepAside() throws IOException {
        try {
            settle(database);
        } catch (BackupRefused e) {
            // Perhaps it is restored just because it is damaged; its log is kept with it below.
        }
        for (String suffix : new String[] {"", "-wal"}) {
            Path file = withSuffix(database, suffix);
            if (Files.exists(file)) {
                Files.move(file, withSuffix(aside, suffix));
            }
        }
        Files.deleteIfExists(withSuffix(database, "-shm"));
        return Optional.of(aside);
    }

    private static void discard(Path draft) {
        try {
            Files.deleteIfExists(draft);
            removeLogs(draft);
            Files.deleteIfExists(withSuffix(draft, ".lock"));
        } catch (IOException e) {
            // What is left is overwritten the next time.
        }
    }

    private static void removeLogs(Path draft) throws IOException {
        Files.deleteIfExists(withSuffix(draft, "-wal"));
        Files.deleteIfExists(withSuffix(draft, "-shm"));
    }

    private static Path withSuffix(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
