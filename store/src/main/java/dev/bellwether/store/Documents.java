package dev.bellwether.store;

import dev.bellwether.model.Id;
import dev.bellwether.model.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// A table of documents: the columns `organization`, a key and `body` (a record as JSON), which
/// together are the row; and columns beside them by which it is searched. Made once for each table
/// by the room that owns it. Safe for many threads.
///
/// Names of tables and columns, and the words of a [#select], stand in the program; values are
/// always bound.
public final class Documents<T> {
    private final String table;
    private final String key;
    private final Class<T> type;

    /// By the columns of a row.
    private final Map<List<String>, String> saves = new ConcurrentHashMap<>();

    /// By the columns that change.
    private final Map<List<String>, String> updates = new ConcurrentHashMap<>();

    private Documents(String table, String key, Class<T> type) {
        this.table = table;
        this.key = key;
        this.type = type;
    }

    /// A table whose key column is `id`.
    public static <T> Documents<T> in(String table, Class<T> type) {
        return new Documents<>(table, "id", type);
    }

    /// @param key the column that names a document within its organization
    public static <T> Documents<T> in(String table, String key, Class<T> type) {
        return new Documents<>(table, key, type);
    }

    private record Known(Documents<?> documents, String organization, String key) {}

    /// A document of any organization, by its key.
    public record Place(OrganizationId organization, String key) {}

    /// The document in the column `body`, for queries of the room's own.
    public RowMapper<T> mapper() {
        return (rs, context) -> Json.read(rs.getString("body"), type);
    }

    /// The same for [Prepared] questions whose first column it is.
    public Prepared.Row<T> body() {
        return this::body;
    }

    private T body(ResultSet row) throws SQLException {
        return Json.read(row.getString(1), type);
    }

    /// In a transaction on SQLite it is read once and then known, until it is written.
    public Optional<T> find(Handle sql, OrganizationId organization, Id id) {
        return Memory.in(sql)
                .map(memory ->
                        memory.document(
                                known(organization, id),
                                table,
                                () -> read(sql, organization, id, "")))
                .orElseGet(() -> read(sql, organization, id, ""));
    }

    /// Reads it and holds it until commit.
    public Optional<T> hold(Tx tx, OrganizationId organization, Id id) {
        return tx.isAlone()
                ? find(tx.sql(), organization, id)
                : read(tx.sql(), organization, id, tx.locked());
    }

    private Optional<T> read(Handle sql, OrganizationId organization, Id id, String how) {
        return Direct.rows(
                        sql,
                        "SELECT body FROM " + table + one() + " " + how,
                        List.of(organization, id),
                        this::body,
                        1)
                .stream()
                .findFirst();
    }

    private Known known(OrganizationId organization, Id id) {
        return new Known(this, organization.value(), id.value());
    }

    private void removing(Handle sql, OrganizationId organization, Id id, Runnable remove) {
        Memory.in(sql)
                .ifPresentOrElse(
                        memory ->
                                memory.saving(
                                        known(organization, id),
                                        table,
                                        Optional.empty(),
                                        Map.of(),
                                        remove),
                        remove);
    }

    /// Up to `most` documents of an organization.
    ///
    /// @param rest what follows `WHERE organization = …`, such as `AND open ORDER BY name, id`
    public List<T> select(Handle sql, OrganizationId organization, String rest, int most) {
        return select(sql, organization, rest, Map.of(), most);
    }

    /// The same with values for the names in `rest`.
    public List<T> select(
            Handle sql, OrganizationId organization, String rest, Map<String, ?> values, int most) {
        var all = new HashMap<String, Object>(values);
        all.put("organization", organization);
        all.put("most", most);
        Named named =
                Named.of(
                        "SELECT body FROM "
                                + table
                                + " WHERE organization = :organization "
                                + rest
                                + " LIMIT :most");
        return Direct.rows(sql, named.text(), named.values(all), this::body, Integer.MAX_VALUE);
    }

    /// The newest before a place in the list that is ordered by a time and then by key, newest
    /// first.
    ///
    /// @param time the column, whole microseconds since 1970
    public List<T> latest(
            Handle sql,
            OrganizationId organization,
            String time,
            long beforeMicros,
            String beforeKey,
            int most) {
        String order = time + " DESC, " + key + " DESC";
        return select(
                sql,
                organization,
                "AND (" + time + ", " + key + ") < (:micros, :before) ORDER BY " + order,
                Map.of("micros", beforeMicros, "before", beforeKey),
                most);
    }

    public long count(Handle sql, OrganizationId organization) {
        return sql.createQuery(
                        "SELECT count(*) FROM " + table + " WHERE organization = :organization")
                .bind("organization", organization)
                .mapTo(Long.class)
                .one();
    }

    /// True when there was one.
    public boolean remove(Handle sql, OrganizationId organization, Id id) {
        if (Memory.in(sql)
                .filter(memory -> memory.knowsAbsent(known(organization, id), table))
                .isPresent()) {
            return false;
        }
        var removed = new int[1];
        removing(
                sql,
                organization,
                id,
                () ->
                        removed[0] =
                                Direct.update(
                                        sql,
                                        "DELETE FROM " + table + one(),
                                        List.of(organization, id)));
        return removed[0] > 0;
    }

    /// The documents of all organizations whose time has come, the longest due first.
    ///
    /// @param time a column that is NULL where nothing is due
    public List<Place> due(Handle sql, String time, Instant now, int most) {
        return Direct.rows(
                sql,
                "SELECT organization, %1$s FROM %2$s WHERE %3$s IS NOT NULL AND %3$s <= ? ORDER BY %3$s LIMIT ?"
                        .formatted(key, table, time),
                List.of(now, most),
                row -> new Place(new OrganizationId(row.getString(1)), row.getString(2)),
                most);
    }

    /// When the next of all is due.
    public Optional<Instant> nextDue(Handle sql, String time) {
        return Direct.rows(
                        sql,
                        "SELECT %1$s FROM %2$s WHERE %1$s IS NOT NULL ORDER BY %1$s LIMIT 1"
                                .formatted(time, table),
                        List.of(),
                        row -> Micros.toInstant(row.getLong(1)),
                        1)
                .stream()
                .findFirst();
    }

    /// The same, for a clock that asks again and again.
    public NextDue nextDue(Store store, String time) {
        return NextDue.of(store, sql -> nextDue(sql, time), table);
    }

    /// Puts off one that could not be handled.
    public void postpone(Handle sql, Place place, String time, Instant until) {
        var unused =
                Direct.update(
                        sql,
                        "UPDATE %s SET %s = ?".formatted(table, time) + one(),
                        List.of(until, place.organization(), place.key()));
    }

    /// A document to be kept under its key, in place of the one before.
    public Row row(OrganizationId organization, Id id, T body) {
        return new Row(organization, id, body);
    }

    private String one() {
        return " WHERE organization = ? AND " + key + " = ?";
    }

    private String update(List<String> columns) {
        return "UPDATE "
                + table
                + columns.stream()
                        .map(column -> column + " = ?")
                        .collect(Collectors.joining(", ", " SET ", one()));
    }

    private String save(List<String> columns) {
        return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (organization, %s) DO UPDATE SET %s"
                .formatted(
                        table,
                        String.join(", ", columns),
                        columns.stream().map(_ -> "?").collect(Collectors.joining(", ")),
                        key,
                        columns.stream()
                                .filter(column -> !column.equals(key))
                                .filter(column -> !column.equals("organization"))
                                .map(column -> column + " = excluded." + column)
                                .collect(Collectors.joining(", ")));
    }

    /// A row being written. For one thread.
    public final class Row {
        private final Map<String, Object> columns = new LinkedHashMap<>();
        private final OrganizationId organization;
        private final Id id;
        private final T body;

        private Row(OrganizationId organization, Id id, T body) {
            this.organization = organization;
            this.id = id;
            this.body = body;
            with("organization", organization);
            with(key, id);
            with("body", Json.write(body));
        }

        public Row with(String column, Object value) {
            columns.put(column, value);
            return this;
        }

        /// @param type of the value where there is one; an empty one is NULL
        public <V> Row with(String column, Optional<? extends V> value, Class<V> type) {
            columns.put(column, value.map(type::cast));
            return this;
        }

        public void save(Handle sql) {
            Optional<Memory> memory = Memory.in(sql);
            if (memory.isEmpty()) {
                insert(sql);
                return;
            }
            Known known = known(organization, id);
            Map<String, Object> before = memory.get().columns(known, table);
            var now = new HashMap<>(columns);
            now.keySet().removeAll(List.of("organization", key, "body"));
            memory.get().saving(known, table, Optional.of(body), now, () -> save(sql, before, now));
        }

        private void save(Handle sql, Map<String, Object> before, Map<String, Object> now) {
            if (before.isEmpty()
                    || !before.keySet().equals(now.keySet())
                    || update(sql, before, now) == 0) {
                insert(sql);
            }
        }

        private void insert(Handle sql) {
            String text =
                    saves.computeIfAbsent(List.copyOf(columns.keySet()), Documents.this::save);
            int unused = Direct.update(sql, text, Prepared.plain(columns.values()));
        }

        /// Writes the columns that are not as they were; an index is then left alone whose columns
        /// are.
        private int update(Handle sql, Map<String, Object> before, Map<String, Object> now) {
            var changed = new ArrayList<String>();
            var values = new ArrayList<Object>();
            columns.forEach((column, value) -> {
                if (column.equals("body")
                        || now.containsKey(column) && !value.equals(before.get(column))) {
                    changed.add(column);
                    values.add(value);
                }
            });
            values.add(organization);
            values.add(id);
            return Direct.update(
                    sql,
                    updates.computeIfAbsent(changed, Documents.this::update),
                    Prepared.plain(values));
        }
    }
}
