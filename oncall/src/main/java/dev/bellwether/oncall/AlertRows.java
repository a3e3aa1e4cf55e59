package dev.bellwether.oncall;

import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Prepared;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `alert`.
final class AlertRows {
    private static final int MOST_OPEN = 1_000;
    private static final Documents<Escalating> ALERTS = Documents.in("alert", Escalating.class);

    private record Place(AlertId id, boolean open, long triggered) {}

    /// The open one, or else the newest.
    private static final Comparator<Place> NEWEST =
            Comparator.comparing(Place::open)
                    .thenComparing(Place::triggered)
                    .thenComparing(place -> place.id().value());

    /// Not ordered: an incident has one or a few, and SQLite would sort them in a table it makes.
    private static final Prepared OF_INCIDENT =
            Prepared.of(
                    """
                    SELECT id, open, triggered_at FROM alert
                    WHERE organization = ? AND incident = ?
                    """);

    private static final Prepared OF_SERVICE = recent("service = ? AND open");
    private static final Prepared OF_POLICY = recent("policy = ?");

    private AlertRows() {}

    static void save(Handle sql, Escalating escalating) {
        Alert alert = escalating.alert();
        ALERTS.row(alert.organization(), alert.id(), escalating)
                .with("incident", alert.incident())
                .with("open", alert.isOpen())
                .with("triggered_at", alert.triggeredAt())
                .with("next_at", alert.nextStepAt(), Instant.class)
                .with("policy", alert.policy())
                .with("service", escalating.services().stream().findFirst(), ServiceId.class)
                .with("group_id", escalating.group(), AlertId.class)
                .with("priority", alert.handling().priority().ordinal() + 1)
                .save(sql);
    }

    /// Reads it and holds it until commit.
    static Optional<Escalating> hold(Tx tx, OrganizationId organization, AlertId id) {
        return ALERTS.hold(tx, organization, id);
    }

    static Optional<Escalating> find(Handle sql, OrganizationId organization, AlertId id) {
        return ALERTS.find(sql, organization, id);
    }

    static Optional<Escalating> ofIncident(
            Handle sql, OrganizationId organization, IncidentId incident) {
        return OF_INCIDENT
                .list(
                        sql,
                        row ->
                                new Place(
                                        new AlertId(row.getString(1)),
                                        row.getBoolean(2),
                                        row.getLong(3)),
                        organization,
                        incident)
                .stream()
                .max(NEWEST)
                .flatMap(place -> find(sql, organization, place.id()));
    }

    /// P1 first, and the newest first among equals.
    static List<Escalating> open(Handle sql, OrganizationId organization) {
        return open(sql, organization, 0, MOST_OPEN);
    }

    static List<Escalating> open(Handle sql, OrganizationId organization, int from, int limit) {
        return sql.createQuery(
                        """
                        SELECT body FROM alert WHERE organization = :organization AND open
                        ORDER BY priority, triggered_at DESC, id DESC LIMIT :limit OFFSET :from
                        """)
                .bind("organization", organization)
                .bind("limit", limit)
                .bind("from", from)
                .map(ALERTS.mapper())
                .list();
    }

    /// How many of a service triggered since then and are open, up to `enough`.
    static int recentOfService(
            Handle sql, Alert alert, ServiceId service, Instant since, int enough) {
        return Math.toIntExact(
                OF_SERVICE.number(sql, alert.organization(), service, since, enough));
    }

    /// How many of its policy triggered since then, up to `enough`: also those that are over.
    static int recentOfPolicy(Handle sql, Alert alert, Instant since, int enough) {
        return Math.toIntExact(
                OF_POLICY.number(sql, alert.organization(), alert.policy(), since, enough));
    }

    private static Prepared recent(String which) {
        return Prepared.of(
                """
                SELECT count(*) FROM (
                    SELECT 1 AS one FROM alert
                    WHERE organization = ? AND %s AND triggered_at >= ? LIMIT ?) AS enough
                """
                        .formatted(which));
    }

    /// Open ones by which a service pages.
    static List<Escalating> openOf(Handle sql, OrganizationId organization, ServiceId service) {
        return ALERTS
                .select(
                        sql,
                        organization,
                        // A pattern that is a value by itself would be planned anew each time.
                        "AND open AND body LIKE '%\"' || :service || '\"%' ORDER BY triggered_at DESC",
                        Map.of("service", service),
                        MOST_OPEN)
                .stream()
                .filter(one -> one.services().contains(service))
                .toList();
    }

    static List<Escalating> latest(
            Handle sql, OrganizationId organization, long before, String id, int limit) {
        return ALERTS.latest(sql, organization, "triggered_at", before, id, limit);
    }

    /// Takes up to `limit` alerts whose step is due; no other node gets the same ones.
    static List<Escalating> claimDue(Tx tx, int limit) {
        if (tx.isAlone()) {
            return ALERTS.due(tx.sql(), "next_at", tx.now(), limit).stream()
                    .flatMap(place ->
                            find(tx.sql(), place.organization(), new AlertId(place.key())).stream())
                    .toList();
        }
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
                .map(ALERTS.mapper())
                .list();
    }

    static Optional<Instant> nextDue(Handle sql) {
        return ALERTS.nextDue(sql, "next_at");
    }
}
