package dev.bellwether.store;

import dev.bellwether.store.Archive.Column;
import dev.bellwether.store.Archive.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/// Tables of SQLite, by [CopyText].
final class SqliteTables implements Tables {
    private static final int BATCH = 1_000;

    @Override
    public DataSource source(StoreSettings settings) {
        return Sqlite.source(settings.sqliteFile());
    }

    /// The first read of a transaction fixes its state. It begins as a reader, so that it does not
    /// keep others from writing.
    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN DEFERRED");
        }
    }

    @Override
    public String version(Connection connection) throws SQLException {
        return "SQLite " + connection.getMetaData().getDatabaseProductVersion();
    }

    @Override
    public List<Table> list(Connection connection) throws SQLException {
        var tables = new ArrayList<Table>();
        for (String name : names(connection)) {
            var columns = new ArrayList<Column>();
            try (var query =
                    connection.prepareStatement("SELECT name, type FROM pragma_table_info(?)")) {
                query.setString(1, name);
                var rows = query.executeQuery();
                while (rows.next()) {
                    columns.add(Tables.column(name, rows.getString(1), rows.getString(2)));
                }
            }
            tables.add(new Table(name, columns));
        }
        return tables;
    }

    private static List<String> names(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                SELECT name FROM sqlite_master
                                WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
                                """)) {
            while (rows.next()) {
                if (!rows.getString(1).equals(HISTORY)) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    @Override
    public Map<String, Set<String>> references(Connection connection) throws SQLException {
        Map<String, Set<String>> references = new HashMap<>();
        for (String name : names(connection)) {
            try (var query =
                    connection.prepareStatement(
                            "SELECT \"table\" FROM pragma_foreign_key_list(?)")) {
                query.setString(1, name);
                var rows = query.executeQuery();
                while (rows.next()) {
                    references.computeIfAbsent(name, key -> new HashSet<>()).add(rows.getString(1));
                }
            }
        }
        return references;
    }

    @Override
    public long copyOut(Connection connection, Table table, OutputStream out)
            throws SQLException, IOException {
        long count = 0;
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT "
                                        + Tables.columns(table)
                                        + " FROM "
                                        + Tables.quoted(table.name()))) {
            while (rows.next()) {
                out.write(CopyText.line(rows, table.columns()).getBytes(StandardCharsets.UTF_8));
                count++;
            }
        }
        return count;
    }

    @Override
    public long copyIn(Connection connection, Table table, InputStream in)
            throws SQLException, IOException {
        String marks = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
        long count = 0;
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO "
                                + Tables.quoted(table.name())
                                + " ("
                                + Tables.columns(table)
                                + ") VALUES ("
                                + marks
                                + ")")) {
            // Not closed here: it belongs to the caller.
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            String line;
            while ((line = reader.readLine()) != null) {
                CopyText.bind(insert, line, table.columns());
                insert.addBatch();
                if (++count % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        return count;
    }
}
