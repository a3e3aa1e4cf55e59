package dev.bellwether.oncall;

import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The table `alert`.
final class AlertRows {
    private static final int MOST_OPEN = 1_000;
    private static final RowMapper<Escalating> ALERT =
            (rs, context) -> Json.read(rs.getString("body"), Escalating.class);

    private AlertRows() {}

    static void save(Handle sql, Escalating escalating) {
        Alert alert = escalating.alert();
        sql.createUpdate(
                        """
                        INSERT INTO alert (organization, id, incident, open, triggered_at, next_at, body)
                        VALUES (:organization, :id, :incident, :open, :triggered, :next, :body)
                        ON CONFLICT (organization, id) DO UPDATE SET
                            open = excluded.open, next_at = excluded.next_at, body = excluded.body
                        """)
                .bind("organization", alert.organization())
                .bind("id", alert.id())
                .bind("incident", alert.incident())
                .bind("open", alert.isOpen())
                .bind("triggered", alert.triggeredAt())
                .bindByType("next", alert.nextStepAt().orElse(null), Instant.class)
                .bind("body", Json.write(escalating))
                .execute();
    }

    /// Reads it and holds it until commit.
    static Optional<Escalating> hold(Tx tx, OrganizationId organization, AlertId id) {
        return tx.sql()
                .createQuery(
                        """
                        UPDATE alert SET open = open
                        WHERE organization = :organization AND id = :id RETURNING body
                        """)
                .bind("organization", organization)
                .bind("id", id)
                .map(ALERT)
                .findOne();
    }

    static Optional<Escalating> find(Handle sql, OrganizationId organization, AlertId id) {
        return sql.createQuery(
                        "SELECT body FROM alert WHERE organization = :organization AND id = :id")
                .bind("organization", organization)
                .bind("id", id)
                .map(ALERT)
                .findOne();
    }

    static Optional<Escalating> ofIncident(
            Handle sql, OrganizationId organization, IncidentId incident) {
        return sql.createQuery(
                        """
                        SELECT body FROM alert
                        WHERE organization = :organization AND incident = :incident
                        ORDER BY open DESC, triggered_at DESC, id DESC LIMIT 1
                        """)
                .bind("organization", organization)
                .bind("incident", incident)
                .map(ALERT)
                .findOne();
    }

    static List<Alert> open(Handle sql, OrganizationId organization) {
        return sql.createQuery(
                        """
                        SELECT body FROM alert WHERE organization = :organization AND open
                        ORDER BY triggered_at DESC, id DESC LIMIT :most
                        """)
                .bind("organization", organization)
                .bind("most", MOST_OPEN)
                .map(ALERT)
                .map(Escalating::alert)
                .list();
    }

    static List<Alert> latest(
            Handle sql, OrganizationId organization, long before, String id, int limit) {
        return sql.createQuery(
                        """
                        SELECT body FROM alert
                        WHERE organization = :organization AND (triggered_at, id) < (:before, :id)
                        ORDER BY triggered_at DESC, id DESC LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("before", before)
                .bind("id", id)
                .bind("limit", limit)
                .map(ALERT)
                .map(Escalating::alert)
                .list();
    }

    /// Takes up to `limit` alerts whose step is due; no other node gets the same ones.
    static List<Escalating> claimDue(Tx tx, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        UPDATE alert SET open = open WHERE (organization, id) IN (
                            SELECT organization, id FROM alert
                            WHERE next_at IS NOT NULL AND next_at <= :now
                            ORDER BY next_at LIMIT :limit
                        """
                                + tx.skipLocked()
                                + ") RETURNING body")
                .bind("now", tx.now())
                .bind("limit", limit)
                .map(ALERT)
                .list();
    }

    static Optional<Instant> nextDue(Handle sql) {
        return sql.createQuery(
                        "SELECT next_at FROM alert WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1")
                .map((rs, context) -> Micros.toInstant(rs.getLong(1)))
                .findOne();
    }
}
