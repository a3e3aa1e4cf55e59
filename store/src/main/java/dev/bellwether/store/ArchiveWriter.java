package dev.bellwether.store;

import dev.bellwether.store.Archive.Manifest;
import dev.bellwether.store.Archive.Part;
import dev.bellwether.store.Archive.Seal;
import dev.bellwether.store.Archive.Table;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes an [Archive] of what one snapshot sees.
final class ArchiveWriter {
    private final Tables tables;
    private final StoreSettings settings;

    ArchiveWriter(Tables tables, StoreSettings settings) {
        this.tables = tables;
        this.settings = settings;
    }

    Backups.Written write(Path target, Instant now) {
        Drafts.refuseExisting(target);
        Path draft = Drafts.beside(target);
        try (Connection connection = tables.source(settings).getConnection()) {
            Drafts.makeRoom(target);
            tables.beginSnapshot(connection);
            long head;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft));
                    var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
                head = write(connection, zip, now);
            }
            Drafts.putInPlace(draft, target);
            return new Backups.Written(target, Files.size(target), head);
        } catch (SQLException e) {
            throw new StoreUnavailable("The database cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BackupRefused(target + " cannot be written: " + e, e);
        }
    }

    private long write(Connection connection, ZipOutputStream zip, Instant now)
            throws SQLException, IOException {
        long head = head(connection);
        List<Table> all = Tables.inOrder(tables.list(connection), tables.references(connection));
        var manifest =
                new Manifest(
                        Archive.FORMAT,
                        now.toString(),
                        tables.version(connection),
                        Migrations.applied(tables.source(settings)),
                        head,
                        all);
        put(zip, Archive.MANIFEST, Json.write(manifest));
        Map<String, Part> parts = new TreeMap<>();
        for (Table table : all) {
            zip.putNextEntry(new ZipEntry(Archive.entry(table.name())));
            var digest = new DigestOutputStream(zip, sha256());
            long rows = tables.copyOut(connection, table, digest);
            zip.closeEntry();
            parts.put(
                    table.name(),
                    new Part(rows, HexFormat.of().formatHex(digest.getMessageDigest().digest())));
        }
        put(zip, Archive.SEAL, Json.write(new Seal(parts)));
        return head;
    }

    private static long head(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT seq FROM journal_head")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void put(ZipOutputStream zip, String name, String json) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(json.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
