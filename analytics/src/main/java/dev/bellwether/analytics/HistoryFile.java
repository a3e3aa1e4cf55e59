package dev.bellwether.analytics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the file and brings its tables up to date. A file that is damaged is put aside under
/// another name; one that somebody else holds, or that cannot be reached, is left alone.
final class HistoryFile {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /// What DuckDB says when the bytes themselves are wrong.
    private static final List<String> DAMAGE =
            List.of(
                    "not a valid duckdb database",
                    "checksum",
                    "corrupt",
                    "serialization error",
                    "failed to deserialize",
                    "internal error",
                    "could not read enough bytes",
                    "failure while replaying wal",
                    "newer version",
                    "different version");

    /// @param setAside the new name of a damaged file
    record Opened(Duck duck, Optional<String> setAside) {}

    private HistoryFile() {}

    static Opened open(HistorySettings settings, Instant now) throws SQLException, IOException {
        Path parent = settings.file().toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            return new Opened(ready(settings), Optional.empty());
        } catch (SQLException e) {
            if (!isDamage(e)) {
                throw e;
            }
            String name = setAside(settings.file(), now);
            LOG.error(
                    "The history of checks {} is damaged and was put aside as {}; a new one begins:"
                            + " {}",
                    settings.file(),
                    name,
                    e.getMessage());
            return new Opened(ready(settings), Optional.of(name));
        }
    }

    private static Duck ready(HistorySettings settings) throws SQLException {
        Duck duck = Duck.open(settings);
        try {
            migrate(duck);
            return duck;
        } catch (SQLException e) {
            duck.close();
            throw e;
        }
    }

    private static void migrate(Duck duck) throws SQLException {
        try (var statement = duck.writer().createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER)");
            int version;
            try (var rows =
                    statement.executeQuery(
                            "SELECT coalesce(max(version), 0) FROM schema_version")) {
                rows.next();
                version = rows.getInt(1);
            }
            if (version > 1) {
                throw new SQLException(
                        "the file was written by a newer version (its tables are of version "
                                + version
                                + ", this program knows 1)");
            }
            if (version < 1) {
                statement.execute(
                        "BEGIN; " + schema(1) + "INSERT INTO schema_version VALUES (1); COMMIT;");
            }
        }
    }

    private static String schema(int version) {
        try (var in = HistoryFile.class.getResourceAsStream("schema-" + version + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("schema-" + version + ".sql is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static boolean isDamage(SQLException error) {
        String message = String.valueOf(error.getMessage()).toLowerCase(java.util.Locale.ROOT);
        return DAMAGE.stream().anyMatch(message::contains);
    }

    private static String setAside(Path file, Instant now) throws IOException {
        String name = file.getFileName() + ".damaged-" + STAMP.format(now);
        Files.move(file, file.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
        Path log = file.resolveSibling(file.getFileName() + ".wal");
        if (Files.exists(log)) {
            Files.move(
                    log, file.resolveSibling(name + ".wal"), StandardCopyOption.REPLACE_EXISTING);
        }
        return name;
    }
}
