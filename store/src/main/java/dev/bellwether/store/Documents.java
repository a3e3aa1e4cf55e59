package dev.bellwether.store;

import dev.bellwether.model.Id;
import dev.bellwether.model.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

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
        return sql.createQuery("SELECT body FROM " + table + one() + " " + how)
                .bind("organization", organization)
                .bind("key", id)
                .map(mapper())
                .findOne();
    }

    private Known known(OrganizationId organization, Id id) {
        return new Known(this, organization.value(), id.value());
    }

    /// @param now what is there then
    private void saving(
            Handle sql, OrganizationId organization, Id id, Optional<T> now, Runnable save) {
        Memory.in(sql)
                .ifPresentOrElse(
                        memory -> memory.saving(known(organization, id), table, now, save), save);
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
        return sql.createQuery(
                        "SELECT body FROM "
                                + table
                                + " WHERE organization = :organization "
                                + rest
                                + " LIMIT :most")
                .bindMap(values)
                .bind("organization", organization)
                .bind("most", most)
                .map(mapper())
                .list();
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
        var removed = new int[1];
        saving(
                sql,
                organization,
                id,
                Optional.empty(),
                () ->
                        removed[0] =
                                sql.createUpdate("DELETE FROM " + table + one())
                                        .bind("organization", organization)
                                        .bind("key", id)
                                        .execute());
        return removed[0] > 0;
    }

    /// The documents of all organizations whose time has come, the longest due first.
    ///
    /// @param time a column that is NULL where nothing is due
    public List<Place> due(Handle sql, String time, Instant now, int most) {
        return sql.createQuery(
                        "SELECT organization, %1$s FROM %2$s WHERE %3$s IS NOT NULL AND %3$s <= :now ORDER BY %3$s LIMIT :most"
                                .formatted(key, table, time))
                .bind("now", now)
                .bind("most", most)
                .map((rs, context) ->
                        new Place(new OrganizationId(rs.getString(1)), rs.getString(2)))
                .list();
    }

    /// When the next of all is due.
    public Optional<Instant> nextDue(Handle sql, String time) {
        return sql.createQuery(
                        "SELECT %1$s FROM %2$s WHERE %1$s IS NOT NULL ORDER BY %1$s LIMIT 1"
                                .formatted(time, table))
                .map((rs, context) -> Micros.toInstant(rs.getLong(1)))
                .findOne();
    }

    /// Puts off one that could not be handled.
    public void postpone(Handle sql, Place place, String time, Instant until) {
        sql.createUpdate("UPDATE %s SET %s = :until".formatted(table, time) + one())
                .bind("until", until)
                .bind("organization", place.organization())
                .bind("key", place.key())
                .execute();
    }

    /// A document to be kept under its key, in place of the one before.
    public Row row(OrganizationId organization, Id id, T body) {
        return new Row(organization, id, body);
    }

    private String one() {
        return " WHERE organization = :organization AND " + key + " = :key";
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
            String text =
                    saves.computeIfAbsent(List.copyOf(columns.keySet()), Documents.this::save);
            var values = new ArrayList<@Nullable Object>(columns.size());
            for (Object value : columns.values()) {
                values.add(value instanceof Optional<?> maybe ? maybe.orElse(null) : value);
            }
            saving(
                    sql,
                    organization,
                    id,
                    Optional.of(body),
                    () -> {
                        int unused = Direct.update(sql, text, values);
                    });
        }
    }
}
