package dev.bellwether.store;

import dev.bellwether.store.Archive.Column;
import dev.bellwether.store.Archive.Kind;
import dev.bellwether.store.Archive.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/// What the two engines do differently about whole tables.
sealed interface Tables permits SqliteTables, PostgresTables {
    String HISTORY = "flyway_schema_history";

    static Tables of(StoreSettings settings) {
        return settings.isPostgres() ? new PostgresTables() : new SqliteTables();
    }

    DataSource source(StoreSettings settings);

    /// Begins a transaction that sees one state, whatever others commit.
    void beginSnapshot(Connection connection) throws SQLException;

    String version(Connection connection) throws SQLException;

    /// Each table with its columns, but those of the migrations' history.
    List<Table> list(Connection connection) throws SQLException;

    /// For each table the tables it refers to.
    Map<String, Set<String>> references(Connection connection) throws SQLException;

    /// Writes the rows as `COPY` text. Returns how many.
    long copyOut(Connection connection, Table table, OutputStream out)
            throws SQLException, IOException;

    /// Adds the rows. Returns how many.
    long copyIn(Connection connection, Table table, InputStream in)
            throws SQLException, IOException;

    /// The tables so that each comes after those it refers to.
    static List<Table> inOrder(List<Table> tables, Map<String, Set<String>> references) {
        Map<String, Table> left = new LinkedHashMap<>();
        tables.forEach(table -> left.put(table.name(), table));
        var ordered = new ArrayList<Table>();
        while (!left.isEmpty()) {
            List<Table> free =
                    left.values().stream()
                            .filter(table ->
                                    references.getOrDefault(table.name(), Set.of()).stream()
                                            .noneMatch(other ->
                                                    left.containsKey(other)
                                                            && !other.equals(table.name())))
                            .toList();
            if (free.isEmpty()) {
                throw new IllegalStateException(
                        "The tables " + left.keySet() + " refer to each other in a circle");
            }
            free.forEach(table -> left.remove(table.name()));
            ordered.addAll(free);
        }
        return ordered;
    }

    static Column column(String table, String name, String type) {
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "BIGINT", "INTEGER" -> new Column(name, Kind.NUMBER);
            case "DOUBLE PRECISION" -> new Column(name, Kind.REAL);
            case "TEXT" -> new Column(name, Kind.TEXT);
            case "BOOLEAN" -> new Column(name, Kind.BOOLEAN);
            default ->
                    throw new IllegalStateException(
                            "Column "
                                    + table
                                    + "."
                                    + name
                                    + " is of type "
                                    + type
                                    + ", which no archive holds");
        };
    }

    static String columns(Table table) {
        var names = new ArrayList<String>();
        table.columns().forEach(column -> names.add(quoted(column.name())));
        return String.join(", ", names);
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
