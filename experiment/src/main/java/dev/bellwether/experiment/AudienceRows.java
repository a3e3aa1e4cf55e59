package dev.bellwether.experiment;

import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The SQL of audiences.
final class AudienceRows {
    private static final RowMapper<Kept<Audience>> AUDIENCE =
            (rs, context) ->
                    new Kept<>(
                            SetJson.read(rs.getString("body"), Audience.class),
                            rs.getLong("version"),
                            Micros.toInstant(rs.getLong("changed_at")));

    private AudienceRows() {}

    /// By key.
    static List<Kept<Audience>> of(Handle sql, SiteId site) {
        return sql.createQuery("SELECT * FROM audience WHERE site = :site ORDER BY name")
                .bind("site", site)
                .map(AUDIENCE)
                .list();
    }

    static Optional<Kept<Audience>> find(Handle sql, SiteId site, String key) {
        return sql.createQuery("SELECT * FROM audience WHERE site = :site AND name = :name")
                .bind("site", site)
                .bind("name", key)
                .map(AUDIENCE)
                .findOne();
    }

    static void put(Tx tx, Site site, Kept<Audience> kept) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO audience (site, name, organization, version, changed_at, body)
                        VALUES (:site, :name, :organization, :version, :changed, :body)
                        ON CONFLICT (site, name) DO UPDATE SET version = excluded.version,
                            changed_at = excluded.changed_at, body = excluded.body
                        """)
                .bind("site", site.id())
                .bind("name", kept.thing().key())
                .bind("organization", site.organization())
                .bind("version", kept.version())
                .bind("changed", kept.changedAt())
                .bind("body", SetJson.write(kept.thing()))
                .execute();
    }

    static void remove(Tx tx, SiteId site, String key) {
        tx.sql()
                .createUpdate("DELETE FROM audience WHERE site = :site AND name = :name")
                .bind("site", site)
                .bind("name", key)
                .execute();
    }
}
