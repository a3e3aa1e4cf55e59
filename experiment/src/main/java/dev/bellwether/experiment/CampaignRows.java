package dev.bellwether.experiment;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The SQL of campaigns, their editions and metrics.
final class CampaignRows {
    /// A campaign that runs, of any site.
    record Running(SiteId site, OrganizationId organization, SiteCampaign kept) {}

    private static final RowMapper<SiteCampaign> CAMPAIGN = (rs, context) -> campaign(rs);

    private static final RowMapper<Edition> EDITION =
            (rs, context) ->
                    new Edition(
                            rs.getLong("number"),
                            Micros.toInstant(rs.getLong("made_at")),
                            rs.getString("why"),
                            SetJson.read(rs.getString("body"), Campaign.class));

    private CampaignRows() {}

    private static SiteCampaign campaign(ResultSet rs) throws SQLException {
        long stale = rs.getLong("stale_since");
        Optional<Instant> since =
                rs.wasNull() ? Optional.empty() : Optional.of(Micros.toInstant(stale));
        return new SiteCampaign(
                SetJson.read(rs.getString("body"), CampaignPlan.class),
                SiteCampaign.State.valueOf(rs.getString("state")),
                rs.getLong("version"),
                rs.getBoolean("archived"),
                Micros.toInstant(rs.getLong("changed_at")),
                since);
    }

    /// Holds the site's campaigns and metrics until commit: two who change them come one after the
    /// other.
    static void hold(Tx tx, Site site) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO campaign_site (site, organization, revision)
                        VALUES (:site, :organization, 1)
                        ON CONFLICT (site) DO UPDATE SET revision = campaign_site.revision + 1
                        """)
                .bind("site", site.id())
                .bind("organization", site.organization())
                .execute();
    }

    /// By key.
    static List<SiteCampaign> of(Handle sql, SiteId site) {
        return sql.createQuery("SELECT * FROM campaign WHERE site = :site ORDER BY name")
                .bind("site", site)
                .map(CAMPAIGN)
                .list();
    }

    static Optional<SiteCampaign> find(Handle sql, SiteId site, String key) {
        return sql.createQuery("SELECT * FROM campaign WHERE site = :site AND name = :name")
                .bind("site", site)
                .bind("name", key)
                .map(CAMPAIGN)
                .findOne();
    }

    /// Of every site.
    static List<Running> running(Handle sql) {
        return sql.createQuery("SELECT * FROM campaign WHERE state = 'RUNNING' ORDER BY site, name")
                .map((rs, context) ->
                        new Running(
                                new SiteId(rs.getString("site")),
                                new OrganizationId(rs.getString("organization")),
                                campaign(rs)))
                .list();
    }

    /// Those that run with figures that are too old, the longest first.
    static List<StaleCampaign> stale(Handle sql, OrganizationId organization, int most) {
        return sql.createQuery(
                        """
                        SELECT * FROM campaign
                        WHERE organization = :organization AND state = 'RUNNING'
                            AND stale_since IS NOT NULL
                        ORDER BY stale_since, site, name LIMIT :most
                        """)
                .bind("organization", organization)
                .bind("most", most)
                .map((rs, context) ->
                        new StaleCampaign(
                                new SiteId(rs.getString("site")),
                                rs.getString("name"),
                                campaign(rs).plan().name(),
                                Micros.toInstant(rs.getLong("stale_since"))))
                .list();
    }

    static void put(Tx tx, Site site, SiteCampaign kept) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO campaign (site, name, organization, version, state, archived,
                            changed_at, stale_since, body)
                        VALUES (:site, :name, :organization, :version, :state, :archived, :changed,
                            :stale, :body)
                        ON CONFLICT (site, name) DO UPDATE SET version = excluded.version,
                            state = excluded.state, archived = excluded.archived,
                            changed_at = excluded.changed_at, stale_since = excluded.stale_since,
                            body = excluded.body
                        """)
                .bind("site", site.id())
                .bind("name", kept.key())
                .bind("organization", site.organization())
                .bind("version", kept.version())
                .bind("state", kept.state().name())
                .bind("archived", kept.archived())
                .bind("changed", kept.changedAt())
                .bind("stale", kept.staleSince().map(Micros::of).orElse(null))
                .bind("body", SetJson.write(kept.plan()))
                .execute();
    }

    /// @return whether it was not so already
    static boolean stale(Tx tx, SiteId site, String key, Optional<Instant> since) {
        return tx.sql()
                        .createUpdate(
                                "UPDATE campaign SET stale_since = :since WHERE site = :site AND name"
                                        + " = :name AND state = 'RUNNING' AND stale_since IS "
                                        + (since.isPresent() ? "NULL" : "NOT NULL"))
                        .bind("since", since.map(Micros::of).orElse(null))
                        .bind("site", site)
                        .bind("name", key)
                        .execute()
                > 0;
    }

    /// The newest first.
    static List<Edition> editions(Handle sql, SiteId site, String key) {
        return sql.createQuery(
                        "SELECT * FROM campaign_edition WHERE site = :site AND campaign = :name ORDER"
                                + " BY number DESC LIMIT 1000")
                .bind("site", site)
                .bind("name", key)
                .map(EDITION)
                .list();
    }

    /// Of each campaign that was ever started.
    static List<Edition> newest(Handle sql, SiteId site) {
        return sql.createQuery(
                        """
                        SELECT * FROM campaign_edition e WHERE site = :site AND number =
                            (SELECT max(number) FROM campaign_edition o
                                WHERE o.site = e.site AND o.campaign = e.campaign)
                        """)
                .bind("site", site)
                .map(EDITION)
                .list();
    }

    static void put(Tx tx, Site site, Edition edition) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO campaign_edition (site, campaign, number, organization, made_at,
                            why, body)
                        VALUES (:site, :campaign, :number, :organization, :made, :why, :body)
                        ON CONFLICT (site, campaign, number) DO UPDATE SET body = excluded.body
                        """)
                .bind("site", site.id())
                .bind("campaign", edition.campaign().key())
                .bind("number", edition.number())
                .bind("organization", site.organization())
                .bind("made", edition.madeAt())
                .bind("why", edition.why())
                .bind("body", SetJson.write(edition.campaign()))
                .execute();
    }
}
