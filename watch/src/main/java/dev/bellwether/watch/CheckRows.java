package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table `checks`.
final class CheckRows {
    private CheckRows() {}

    static Optional<Check> find(Handle sql, OrganizationId organization, CheckId id) {
        return sql.createQuery(
                        "SELECT body, labels FROM checks WHERE organization = :organization AND id = :id")
                .bind("organization", organization)
                .bind("id", id)
                .map((rs, _) -> read(rs))
                .findOne();
    }

    /// @param after the id of the last check of the slice before; "" begins
    static List<Check> list(Handle sql, OrganizationId organization, String after, int limit) {
        return sql.createQuery(
                        """
                        SELECT body, labels FROM checks c WHERE organization = :organization
                        AND (:after = '' OR EXISTS (SELECT 1 FROM checks l WHERE l.id = :after
                             AND l.organization = :organization
                             AND (c.name > l.name OR (c.name = l.name AND c.id > l.id))))
                        ORDER BY name, id LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("after", after)
                .bind("limit", limit)
                .map((rs, _) -> read(rs))
                .list();
    }

    /// Only names are searched: the rest of a check may hold secrets, which a search would tell.
    static List<Check> search(
            Handle sql, OrganizationId organization, String words, String after, int limit) {
        String cut = words.strip().toLowerCase(Locale.ROOT);
        String pattern =
                "%"
                        + (cut.length() > 100 ? cut.substring(0, 100) : cut)
                                .replace("!", "!!")
                                .replace("%", "!%")
                                .replace("_", "!_")
                        + "%";
        return sql.createQuery(
                        """
                        SELECT body, labels FROM checks c WHERE organization = :organization
                        AND lower(c.name) LIKE :pattern ESCAPE '!'
                        AND (:after = '' OR EXISTS (SELECT 1 FROM checks l WHERE l.id = :after
                             AND l.organization = :organization
                             AND (c.name > l.name OR (c.name = l.name AND c.id > l.id))))
                        ORDER BY name, id LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("pattern", pattern)
                .bind("after", after)
                .bind("limit", limit)
                .map((rs, _) -> read(rs))
                .list();
    }

    static List<Check> ofService(
            Handle sql, OrganizationId organization, ServiceId service, int limit) {
        return sql.createQuery(
                        """
                        SELECT body, labels FROM checks WHERE organization = :organization AND service = :service
                        ORDER BY name, id LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("service", service)
                .bind("limit", limit)
                .map((rs, _) -> read(rs))
                .list();
    }

    /// Those of these checks that are there, by name.
    static List<Check> those(Handle sql, OrganizationId organization, List<CheckId> ids) {
        return sql.createQuery(
                        """
                        SELECT body, labels FROM checks WHERE organization = :organization AND id IN (<ids>)
                        ORDER BY name, id
                        """)
                .bind("organization", organization)
                .bindList("ids", ids.stream().map(CheckId::value).toList())
                .map((rs, _) -> read(rs))
                .list();
    }

    /// All checks of all organizations, in the order of their ids.
    static List<Check> all(Handle sql, String afterId, int limit) {
        return sql.createQuery(
                        "SELECT body, labels FROM checks WHERE id > :after ORDER BY id LIMIT :limit")
                .bind("after", afterId)
                .bind("limit", limit)
                .map((rs, _) -> read(rs))
                .list();
    }

    /// A check as its row has it.
    record Text(String id, String body, Check check) {}

    /// As [#all], for whoever writes them back.
    static List<Text> texts(Handle sql, String afterId, int limit) {
        return sql.createQuery(
                        "SELECT id, body, labels FROM checks WHERE id > :after ORDER BY id LIMIT :limit")
                .bind("after", afterId)
                .bind("limit", limit)
                .map((rs, _) -> new Text(rs.getString("id"), rs.getString("body"), read(rs)))
                .list();
    }

    /// @param which a condition of our own; nothing in it came from outside
    static List<Text> which(Handle sql, String which, int limit) {
        return sql.createQuery(
                        "SELECT id, body, labels FROM checks WHERE " + which + " LIMIT :limit")
                .bind("limit", limit)
                .map((rs, _) -> new Text(rs.getString("id"), rs.getString("body"), read(rs)))
                .list();
    }

    static long count(Handle sql, OrganizationId organization) {
        return sql.createQuery("SELECT count(*) FROM checks WHERE organization = :organization")
                .bind("organization", organization)
                .mapTo(Long.class)
                .one();
    }

    /// @param heartbeat the token of its address, if it has one
    /// @return false when the id belongs to another organization
    static boolean save(Tx tx, Check check, Optional<String> heartbeat) {
        @Nullable String token = heartbeat.map(Tokens::digest).orElse(null);
        if (token != null && isTaken(tx.sql(), token, check.id())) {
            throw new Conflict("The heartbeat's token belongs to another check");
        }
        CheckColumns columns = CheckColumns.of(check);
        return tx.sql()
                        .createUpdate(
                                """
                                INSERT INTO checks (id, organization, service, name, token, created_at, kind, sought,
                                    host, paused, labels, body)
                                VALUES (:id, :organization, :service, :name, :token, :now, :kind, :sought,
                                    :host, :paused, :labels, :body)
                                ON CONFLICT (id) DO UPDATE SET service = excluded.service,
                                    name = excluded.name, token = excluded.token, kind = excluded.kind,
                                    sought = excluded.sought, host = excluded.host,
                                    paused = excluded.paused, labels = excluded.labels,
                                    body = excluded.body
                                WHERE checks.organization = excluded.organization
                                """)
                        .bind("id", check.id())
                        .bind("organization", check.organization())
                        .bind("service", check.service())
                        .bind("name", check.name())
                        .bind("token", token)
                        .bind("now", tx.now())
                        .bind("kind", columns.kind())
                        .bind("sought", columns.sought())
                        .bind("host", columns.host())
                        .bind("paused", check.paused())
                        .bind("labels", columns.labels())
                        .bind("body", Json.write(check))
                        .execute()
                == 1;
    }

    /// Does nothing when what is stored is no longer `before`.
    static void replace(Tx tx, Text before, Check after) {
        tx.sql()
                .createUpdate("UPDATE checks SET body = :after WHERE id = :id AND body = :before")
                .bind("id", before.id())
                .bind("before", before.body())
                .bind("after", Json.write(after))
                .execute();
    }

    static void delete(Tx tx, CheckId id) {
        for (String table : List.of("check_state", "heartbeat")) {
            tx.sql()
                    .createUpdate("DELETE FROM " + table + " WHERE check_id = :id")
                    .bind("id", id)
                    .execute();
        }
        tx.sql().createUpdate("DELETE FROM checks WHERE id = :id").bind("id", id).execute();
    }

    private static boolean isTaken(Handle sql, String token, CheckId by) {
        return sql.createQuery("SELECT count(*) FROM checks WHERE token = :token AND id <> :id")
                        .bind("token", token)
                        .bind("id", by)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /// The columns `body` and `labels`.
    static Check read(ResultSet rs) throws SQLException {
        return read("body", rs);
    }

    /// @param body the column of the document
    static Check read(String body, ResultSet rs) throws SQLException {
        Check check = Json.read(rs.getString(body), Check.class);
        return CheckColumns.labels(rs.getString("labels")).map(check::withLabels).orElse(check);
    }
}
