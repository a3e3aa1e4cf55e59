package dev.bellwether.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;

/// Opens the DuckDB file of events and makes its tables. A damaged file is left as it is: unlike
/// the history of checks, events cannot be counted anew.
final class EventTables {
    private static final int VERSION = 2;

    private EventTables() {}

    static Duck open(EventSettings settings) throws SQLException, IOException {
        Files.createDirectories(settings.directory());
        Duck duck = Duck.open(settings.file(), settings.memory(), settings.threads());
        try (var statement = duck.writer().createStatement()) {
            if (!isMade(duck.writer())) {
                statement.execute("BEGIN; " + text("events-1.sql") + "COMMIT;");
            }
            if (refuseNewer(duck.writer()) < 2) {
                statement.execute("BEGIN; " + text("events-2.sql") + "COMMIT;");
            }
            statement.execute(text("events-incoming.sql"));
            duck.makeFeeds();
            return duck;
        } catch (SQLException | RuntimeException e) {
            duck.close();
            throw e;
        }
    }

    private static boolean isMade(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT count(*) FROM duckdb_tables() WHERE table_name ="
                                        + " 'schema_version'")) {
            return row.next() && row.getInt(1) > 0;
        }
    }

    /// @return the version of the tables
    private static int refuseNewer(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT max(version) FROM schema_version")) {
            int version = row.next() ? row.getInt(1) : 0;
            if (version > VERSION) {
                throw new SQLException(
                        "the file was written by a newer version (its tables are of version %d, this"
                                        .formatted(version)
                                + " program knows "
                                + VERSION
                                + ")");
            }
            return version;
        }
    }

    private static String text(String name) {
        try (var in = EventTables.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
