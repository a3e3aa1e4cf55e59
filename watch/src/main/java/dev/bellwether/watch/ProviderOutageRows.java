package dev.bellwether.watch;

import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The table `provider_outage`.
final class ProviderOutageRows {
    private static final RowMapper<ProviderOutage> OUTAGE =
            (row, context) ->
                    new ProviderOutage(
                            row.getString("id"),
                            new OrganizationId(row.getString("organization")),
                            new ProviderId(row.getString("provider")),
                            Micros.toInstant(row.getLong("begun_at")),
                            time(row, "sign_at"),
                            row.getString("sign"),
                            time(row, "post_at"),
                            time(row, "claimed_at"),
                            time(row, "page_at"),
                            time(row, "call_at"),
                            row.getString("incident"),
                            time(row, "ended_at"));

    private ProviderOutageRows() {}

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Micros.toInstant(micros));
    }

    static void save(Tx tx, ProviderOutage outage) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO provider_outage (id, organization, provider, begun_at, sign_at, sign,
                            post_at, claimed_at, page_at, call_at, incident, ended_at)
                        VALUES (:id, :organization, :provider, :begun, :sign, :signedBy,
                            :post, :claimed, :page, :call, :incident, :ended)
                        ON CONFLICT (id) DO UPDATE SET sign_at = excluded.sign_at,
                            sign = excluded.sign, post_at = excluded.post_at,
                            claimed_at = excluded.claimed_at, page_at = excluded.page_at,
                            call_at = excluded.call_at, incident = excluded.incident,
                            ended_at = excluded.ended_at, begun_at = excluded.begun_at
                        """)
                .bind("id", outage.id())
                .bind("organization", outage.organization())
                .bind("provider", outage.provider())
                .bind("begun", outage.begun())
                .bindByType("sign", outage.sign().orElse(null), Instant.class)
                .bind("signedBy", outage.signedBy())
                .bindByType("post", outage.post().orElse(null), Instant.class)
                .bindByType("claimed", outage.claimed().orElse(null), Instant.class)
                .bindByType("page", outage.page().orElse(null), Instant.class)
                .bindByType("call", outage.call().orElse(null), Instant.class)
                .bind("incident", outage.incident())
                .bindByType("ended", outage.ended().orElse(null), Instant.class)
                .execute();
    }

    /// The newest first.
    static List<ProviderOutage> of(
            Handle sql, OrganizationId organization, ProviderId provider, int limit) {
        return sql.createQuery(
                        """
                        SELECT * FROM provider_outage
                        WHERE organization = :organization AND provider = :provider
                        ORDER BY begun_at DESC, id LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("provider", provider)
                .bind("limit", limit)
                .map(OUTAGE)
                .list();
    }

    /// Those in which our incident tells of it and nobody was reached yet.
    static List<ProviderOutage> uncalled(
            Handle sql, OrganizationId organization, IncidentId incident) {
        return sql.createQuery(
                        """
                        SELECT * FROM provider_outage WHERE incident = :incident
                        AND organization = :organization AND call_at IS NULL
                        """)
                .bind("incident", incident)
                .bind("organization", organization)
                .map(OUTAGE)
                .list();
    }
}
