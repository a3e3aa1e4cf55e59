package dev.bellwether.people;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The SQL of sites.
final class SiteRows {
    private static final RowMapper<Site> ROW =
            (rs, context) ->
                    new Site(
                            new SiteId(rs.getString("id")),
                            new OrganizationId(rs.getString("organization")),
                            rs.getString("name"),
                            rs.getString("key"),
                            rs.getInt("retention_days"));

    private SiteRows() {}

    static List<Site> of(Handle sql, OrganizationId organization, int limit) {
        return sql.createQuery(
                        "SELECT * FROM site WHERE organization = :organization ORDER BY name LIMIT :limit")
                .bind("organization", organization)
                .bind("limit", limit)
                .map(ROW)
                .list();
    }

    static List<Site> all(Handle sql) {
        return sql.createQuery("SELECT * FROM site ORDER BY id").map(ROW).list();
    }

    static Optional<Site> find(Handle sql, OrganizationId organization, SiteId id) {
        return sql.createQuery("SELECT * FROM site WHERE organization = :organization AND id = :id")
                .bind("organization", organization)
                .bind("id", id)
                .map(ROW)
                .findOne();
    }

    static Optional<Site> byKey(Handle sql, String key) {
        return sql.createQuery("SELECT * FROM site WHERE key = :key")
                .bind("key", key)
                .map(ROW)
                .findOne();
    }

    static void put(Tx tx, Site site) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO site (id, organization, name, key, retention_days)
                        VALUES (:id, :organization, :name, :key, :days)
                        ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                            retention_days = excluded.retention_days
                        """)
                .bind("id", site.id())
                .bind("organization", site.organization())
                .bind("name", site.name())
                .bind("key", site.key())
                .bind("days", site.retentionDays())
                .execute();
    }
}
