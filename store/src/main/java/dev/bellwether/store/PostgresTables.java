package dev.bellwether.store;

import dev.bellwether.store.Archive.Column;
import dev.bellwether.store.Archive.Table;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/// Tables of PostgreSQL, by `COPY`.
final class PostgresTables implements Tables {
    @Override
    public DataSource source(StoreSettings settings) {
        return Postgres.source(settings);
    }

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    @Override
    public String version(Connection connection) throws SQLException {
        return "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
    }

    @Override
    public List<Table> list(Connection connection) throws SQLException {
        Map<String, List<Column>> tables = new LinkedHashMap<>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                SELECT c.table_name, c.column_name, c.data_type
                                FROM information_schema.columns c
                                JOIN information_schema.tables t USING (table_schema, table_name)
                                WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
                                ORDER BY c.table_name, c.ordinal_position
                                """)) {
            while (rows.next()) {
                String table = rows.getString(1);
                if (!table.equals(HISTORY)) {
                    tables.computeIfAbsent(table, key -> new ArrayList<>())
                            .add(Tables.column(table, rows.getString(2), rows.getString(3)));
                }
            }
        }
        return tables.entrySet().stream().map(t -> new Table(t.getKey(), t.getValue())).toList();
    }

    @Override
    public Map<String, Set<String>> references(Connection connection) throws SQLException {
        Map<String, Set<String>> references = new HashMap<>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                SELECT child.relname, parent.relname FROM pg_constraint c
                                JOIN pg_class child ON child.oid = c.conrelid
                                JOIN pg_class parent ON parent.oid = c.confrelid
                                WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
                                """)) {
            while (rows.next()) {
                references
                        .computeIfAbsent(rows.getString(1), key -> new HashSet<>())
                        .add(rows.getString(2));
            }
        }
        return references;
    }

    @Override
    public long copyOut(Connection connection, Table table, OutputStream out)
            throws SQLException, IOException {
        // The driver closes what it writes to, and the archive goes on.
        var open =
                new FilterOutputStream(out) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        out.write(bytes, offset, length);
                    }

                    @Override
                    public void close() throws IOException {
                        out.flush();
                    }
                };
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "COPY "
                                + Tables.quoted(table.name())
                                + " ("
                                + Tables.columns(table)
                                + ") TO STDOUT",
                        open);
    }

    @Override
    public long copyIn(Connection connection, Table table, InputStream in)
            throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "COPY "
                                + Tables.quoted(table.name())
                                + " ("
                                + Tables.columns(table)
                                + ") FROM STDIN",
                        in);
    }
}
