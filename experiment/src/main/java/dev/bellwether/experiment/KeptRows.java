package dev.bellwether.experiment;

import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The SQL of what a site keeps by key and version as a document: metrics, audiences.
final class KeptRows<T> {
    static final KeptRows<Metric> METRICS =
            new KeptRows<>("campaign_metric", Metric.class, Metric::key);
    static final KeptRows<Audience> AUDIENCES =
            new KeptRows<>("audience", Audience.class, Audience::key);

    private final String table;
    private final Function<T, String> key;
    private final RowMapper<Kept<T>> mapper;

    /// @param table has the columns site, name, organization, version, changed_at and body
    private KeptRows(String table, Class<T> type, Function<T, String> key) {
        this.table = table;
        this.key = key;
        this.mapper =
                (rs, context) ->
                        new Kept<>(
                                SetJson.read(rs.getString("body"), type),
                                rs.getLong("version"),
                                Micros.toInstant(rs.getLong("changed_at")));
    }

    /// By key.
    List<Kept<T>> of(Handle sql, SiteId site) {
        return sql.createQuery("SELECT * FROM " + table + " WHERE site = :site ORDER BY name")
                .bind("site", site)
                .map(mapper)
                .list();
    }

    Optional<Kept<T>> find(Handle sql, SiteId site, String key) {
        return sql.createQuery("SELECT * FROM " + table + " WHERE site = :site AND name = :name")
                .bind("site", site)
                .bind("name", key)
                .map(mapper)
                .findOne();
    }

    void put(Tx tx, Site site, Kept<T> kept) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO %s (site, name, organization, version, changed_at, body)
                        VALUES (:site, :name, :organization, :version, :changed, :body)
                        ON CONFLICT (site, name) DO UPDATE SET version = excluded.version,
                            changed_at = excluded.changed_at, body = excluded.body
                        """
                                .formatted(table))
                .bind("site", site.id())
                .bind("name", key.apply(kept.thing()))
                .bind("organization", site.organization())
                .bind("version", kept.version())
                .bind("changed", kept.changedAt())
                .bind("body", SetJson.write(kept.thing()))
                .execute();
    }

    void remove(Tx tx, SiteId site, String key) {
        tx.sql()
                .createUpdate("DELETE FROM " + table + " WHERE site = :site AND name = :name")
                .bind("site", site)
                .bind("name", key)
                .execute();
    }
}
