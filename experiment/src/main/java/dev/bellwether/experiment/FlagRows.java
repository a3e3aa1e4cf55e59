package dev.bellwether.experiment;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The SQL of flags and what belongs to them.
final class FlagRows {
    /// @param body the part as JSON: a [FlagBody], [Segment], [ExclusionGroup] or [Holdout]
    record Row(
            PartKind kind,
            String name,
            long version,
            boolean archived,
            Instant changedAt,
            String body) {
        <T> T as(Class<T> type) {
            return SetJson.read(body, type);
        }
    }

    record FlagBody(Flag flag, FlagNotes notes) {}

    /// A flag whose schedule changes what it serves.
    record Due(OrganizationId organization, SiteId site, String key, Instant at) {}

    private static final RowMapper<Row> ROW =
            (rs, context) ->
                    new Row(
                            PartKind.valueOf(rs.getString("kind")),
                            rs.getString("name"),
                            rs.getLong("version"),
                            rs.getBoolean("archived"),
                            micros(rs.getLong("changed_at")),
                            rs.getString("body"));

    private FlagRows() {}

    private static Instant micros(long micros) {
        return Micros.toInstant(micros);
    }

    /// By kind and name.
    static List<Row> of(Handle sql, SiteId site) {
        return sql.createQuery("SELECT * FROM flag_part WHERE site = :site ORDER BY kind, name")
                .bind("site", site)
                .map(ROW)
                .list();
    }

    static Optional<Row> find(Handle sql, SiteId site, PartKind kind, String name) {
        return sql.createQuery(
                        "SELECT * FROM flag_part WHERE site = :site AND kind = :kind AND name = :name")
                .bind("site", site)
                .bind("kind", kind.name())
                .bind("name", name)
                .map(ROW)
                .findOne();
    }

    /// 0 for a site that never had any.
    static long revision(Handle sql, SiteId site) {
        return sql.createQuery("SELECT revision FROM flag_site WHERE site = :site")
                .bind("site", site)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /// Holds the site's set until commit: two who change it come one after the other.
    static void hold(Tx tx, Site site) {
        hold(tx, site.id(), site.organization());
    }

    static void hold(Tx tx, SiteId site, OrganizationId organization) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO flag_site (site, organization, revision)
                        VALUES (:site, :organization, 1)
                        ON CONFLICT (site) DO UPDATE SET revision = flag_site.revision + 1
                        """)
                .bind("site", site)
                .bind("organization", organization)
                .execute();
    }

    static void put(Tx tx, Site site, Row row, Optional<Instant> due) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO flag_part (site, kind, name, organization, version, archived,
                            changed_at, due_at, body)
                        VALUES (:site, :kind, :name, :organization, :version, :archived,
                            :changed, :due, :body)
                        ON CONFLICT (site, kind, name) DO UPDATE SET version = excluded.version,
                            archived = excluded.archived, changed_at = excluded.changed_at,
                            due_at = excluded.due_at, body = excluded.body
                        """)
                .bind("site", site.id())
                .bind("kind", row.kind().name())
                .bind("name", row.name())
                .bind("organization", site.organization())
                .bind("version", row.version())
                .bind("archived", row.archived())
                .bind("changed", row.changedAt())
                .bind("due", due.map(Micros::of).orElse(null))
                .bind("body", row.body())
                .execute();
    }

    static void remove(Tx tx, SiteId site, PartKind kind, String name) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM flag_part WHERE site = :site AND kind = :kind AND name = :name")
                .bind("site", site)
                .bind("kind", kind.name())
                .bind("name", name)
                .execute();
    }

    /// Claimed until commit, the longest due first.
    static List<Due> due(Tx tx, Instant now, int most) {
        return tx.sql()
                .createQuery(
                        "SELECT organization, site, name, due_at FROM flag_part WHERE due_at IS NOT NULL"
                                + " AND due_at <= :now ORDER BY due_at LIMIT :most "
                                + tx.skipLocked())
                .bind("now", now)
                .bind("most", most)
                .map((rs, context) ->
                        new Due(
                                new OrganizationId(rs.getString("organization")),
                                new SiteId(rs.getString("site")),
                                rs.getString("name"),
                                micros(rs.getLong("due_at"))))
                .list();
    }

    static Optional<Instant> nextDue(Handle sql) {
        return sql.createQuery(
                        "SELECT due_at FROM flag_part WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1")
                .map((rs, context) -> micros(rs.getLong(1)))
                .findOne();
    }

    static void dueNext(Tx tx, Due one, Optional<Instant> next) {
        tx.sql()
                .createUpdate(
                        "UPDATE flag_part SET due_at = :due WHERE site = :site AND kind = 'FLAG' AND name = :name")
                .bind("due", next.map(Micros::of).orElse(null))
                .bind("site", one.site())
                .bind("name", one.key())
                .execute();
    }
}
