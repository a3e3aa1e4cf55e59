package dev.bellwether.store;

import dev.bellwether.store.Archive.Manifest;
import dev.bellwether.store.Archive.Part;
import dev.bellwether.store.Archive.Seal;
import dev.bellwether.store.Archive.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Brings an [Archive] into an empty database.
final class ArchiveReader {
    private static final int LONGEST_JSON = 4 * 1024 * 1024;

    private final Path file;

    ArchiveReader(Path file) {
        this.file = file;
    }

    Backups.Restored into(StoreSettings settings) {
        Tables tables = Tables.of(settings);
        try (var zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            Manifest manifest = manifest(zip);
            Seal seal = json(zip, Archive.SEAL, Seal.class);
            verify(zip, manifest, seal);
            Migrations.run(tables.source(settings), settings);
            refuseOtherMigrations(manifest, Migrations.applied(tables.source(settings)));
            try (Connection connection = tables.source(settings).getConnection()) {
                connection.setAutoCommit(false);
                load(tables, connection, zip, manifest, seal);
                connection.commit();
            }
            return new Backups.Restored(manifest.journalHead(), Optional.empty());
        } catch (ZipException e) {
            throw damaged(StoreHealth.why(e), e);
        } catch (SQLException e) {
            throw new StoreUnavailable("The database cannot be restored: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BackupRefused(file + " cannot be read: " + e, e);
        }
    }

    private Manifest manifest(ZipFile zip) throws IOException {
        if (zip.getEntry(Archive.MANIFEST) == null) {
            throw new BackupRefused(file + " is no archive of Bellwether");
        }
        Manifest manifest = json(zip, Archive.MANIFEST, Manifest.class);
        if (manifest.format() != Archive.FORMAT) {
            throw new BackupRefused(
                    file
                            + " has the archive format "
                            + manifest.format()
                            + "; this program reads "
                            + Archive.FORMAT);
        }
        return manifest;
    }

    private void verify(ZipFile zip, Manifest manifest, Seal seal) throws IOException {
        for (Table table : manifest.tables()) {
            Part part = seal.tables().get(table.name());
            if (part == null) {
                throw damaged("it has no table " + table.name(), null);
            }
            try (InputStream in = open(zip, Archive.entry(table.name()));
                    var digest = new DigestInputStream(in, ArchiveWriter.sha256())) {
                digest.transferTo(OutputStream.nullOutputStream());
                String found = HexFormat.of().formatHex(digest.getMessageDigest().digest());
                if (!found.equals(part.sha256())) {
                    throw damaged("the rows of " + table.name() + " are not those written", null);
                }
            }
        }
    }

    private void refuseOtherMigrations(Manifest manifest, List<String> ours) {
        if (!manifest.migrations().equals(ours)) {
            throw new BackupRefused(
                    file
                            + " was made with the migrations "
                            + manifest.migrations()
                            + ", and this program has "
                            + ours
                            + "; restore it with the program that made it, then upgrade");
        }
    }

    private void load(
            Tables tables, Connection connection, ZipFile zip, Manifest manifest, Seal seal)
            throws SQLException, IOException {
        refuseFilled(connection);
        try (var statement = connection.createStatement()) {
            for (Table table : manifest.tables().reversed()) {
                statement.execute("DELETE FROM " + Tables.quoted(table.name()));
            }
        }
        for (Table table : manifest.tables()) {
            try (InputStream in = open(zip, Archive.entry(table.name()))) {
                long rows = tables.copyIn(connection, table, in);
                Part part = seal.tables().get(table.name());
                if (part == null || rows != part.rows()) {
                    throw damaged(table.name() + " has " + rows + " rows", null);
                }
            }
        }
    }

    /// Locks the journal's head first, so that a server that runs on this database waits.
    private static void refuseFilled(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("UPDATE journal_head SET seq = seq");
            try (var rows = statement.executeQuery("SELECT seq FROM journal_head")) {
                rows.next();
                if (rows.getLong(1) > 0) {
                    throw new BackupRefused(
                            "The database is not empty: its journal has "
                                    + rows.getLong(1)
                                    + " lines. Restore into a new database");
                }
            }
        }
    }

    private InputStream open(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw damaged("it has no " + name, null);
        }
        return zip.getInputStream(entry);
    }

    private <T> T json(ZipFile zip, String name, Class<T> type) throws IOException {
        try (InputStream in = open(zip, name)) {
            byte[] bytes = in.readNBytes(LONGEST_JSON);
            return Json.read(new String(bytes, StandardCharsets.UTF_8), type);
        } catch (IllegalArgumentException e) {
            throw damaged(name + " cannot be read", e);
        }
    }

    private BackupRefused damaged(String why, @org.jspecify.annotations.Nullable Throwable cause) {
        String message = file + " is damaged: " + why;
        return cause == null ? new BackupRefused(message) : new BackupRefused(message, cause);
    }
}
