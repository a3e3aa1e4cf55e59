package dev.bellwether.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// Copies of the database, and the way back. A copy may be made while the database is in use, by
/// this process or another: of SQLite it is a SQLite file (`VACUUM INTO`), of PostgreSQL an archive
/// of all tables as of one moment (see [Archive]). An archive can be made of SQLite too, and either
/// kind of copy goes into either database.
public final class Backups {
    private static final byte[] SQLITE_MAGIC =
            "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ZIP_MAGIC = {'P', 'K', 3, 4};

    /// @param journalHead number of the last journal line that is in it
    public record Written(Path file, long bytes, long journalHead) {}

    /// @param keptAside where the database is that stood there before
    public record Restored(long journalHead, Optional<Path> keptAside) {}

    private Backups() {}

    /// Writes a copy to `target`, which must not exist.
    ///
    /// @throws BackupRefused when it does, or cannot be written
    /// @throws StoreUnavailable when the database does not answer
    public static Written write(StoreSettings settings, Path target, Instant now) {
        requireThere(settings);
        return settings.isPostgres()
                ? archive(settings, target, now)
                : SqliteBackup.write(settings.sqliteFile(), target);
    }

    /// Writes an archive to `target`, which must not exist, whatever the database is.
    ///
    /// @throws BackupRefused when it does, or cannot be written
    /// @throws StoreUnavailable when the database does not answer
    public static Written archive(StoreSettings settings, Path target, Instant now) {
        requireThere(settings);
        return new ArchiveWriter(Tables.of(settings), settings).write(target, now);
    }

    /// Puts a copy back: on SQLite in the place of the database, which is kept aside; on PostgreSQL
    /// into an empty database.
    ///
    /// @throws BackupRefused when the file is damaged or foreign, the database is in use or not
    ///   empty, or either is newer than this program; nothing was changed then
    /// @throws StoreUnavailable when the database does not answer
    public static Restored restore(StoreSettings settings, Path source, Instant now) {
        byte[] start = start(source);
        boolean file = Arrays.equals(start, SQLITE_MAGIC);
        if (!file && !Arrays.equals(Arrays.copyOf(start, ZIP_MAGIC.length), ZIP_MAGIC)) {
            throw new BackupRefused(
                    source + " is neither a SQLite database nor an archive of Bellwether");
        }
        if (!settings.isPostgres()) {
            return new SqliteRestore(settings, now).restore(draft -> fill(draft, source, file));
        }
        return file
                ? moveToPostgres(source, settings, now)
                : new ArchiveReader(source).into(settings);
    }

    private static void fill(Path draft, Path source, boolean file) throws IOException {
        if (file) {
            // Into the file that is there, which only its owner may read.
            try (OutputStream out = Files.newOutputStream(draft)) {
                Files.copy(source, out);
            }
        } else {
            new ArchiveReader(source).into(StoreSettings.sqlite(draft));
        }
    }

    private static Restored moveToPostgres(Path source, StoreSettings settings, Instant now) {
        SqliteCheck.head(source);
        try {
            Path folder = Files.createTempDirectory("bellwether-restore");
            Path archive = folder.resolve("archive.zip");
            try {
                archive(StoreSettings.sqlite(source), archive, now);
                return new ArchiveReader(archive).into(settings);
            } finally {
                Files.deleteIfExists(archive);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new BackupRefused(source + " cannot be read: " + why(e), e);
        }
    }

    /// To open a SQLite file that is not there would make it.
    private static void requireThere(StoreSettings settings) {
        if (!settings.isPostgres() && !Files.exists(settings.sqliteFile())) {
            throw new BackupRefused("There is no database at " + settings.sqliteFile() + " yet");
        }
    }

    private static String why(IOException error) {
        return error instanceof NoSuchFileException
                ? "there is no such file"
                : StoreHealth.message(error);
    }

    private static byte[] start(Path source) {
        try (InputStream in = Files.newInputStream(source)) {
            return in.readNBytes(SQLITE_MAGIC.length);
        } catch (IOException e) {
            throw new BackupRefused(source + " cannot be read: " + why(e), e);
        }
    }
}
