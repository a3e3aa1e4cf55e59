package dev.bellwether.incident;

import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceId;
import dev.bellwether.model.MaintenanceStatus;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Micros;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The tables `maintenance` and `maintenance_service`.
final class MaintenanceRows {
    private static final int MOST_OPEN = 1_000;
    private static final RowMapper<Maintenance> MAINTENANCE =
            (rs, context) -> Json.read(rs.getString("body"), Maintenance.class);

    private MaintenanceRows() {}

    /// A maintenance that begins or completes by itself now.
    record Due(OrganizationId organization, MaintenanceId maintenance) {}

    static Optional<Maintenance> find(Handle sql, OrganizationId organization, MaintenanceId id) {
        return sql.createQuery(
                        "SELECT body FROM maintenance WHERE organization = :organization AND id = :id")
                .bind("organization", organization)
                .bind("id", id)
                .map(MAINTENANCE)
                .findOne();
    }

    static void save(Handle sql, Maintenance maintenance) {
        sql.createUpdate(
                        """
                        INSERT INTO maintenance (organization, id, scheduled_for, open, due_at, body)
                        VALUES (:organization, :id, :scheduled, :open, :due, :body)
                        ON CONFLICT (organization, id) DO UPDATE SET
                            scheduled_for = excluded.scheduled_for, open = excluded.open,
                            due_at = excluded.due_at, body = excluded.body
                        """)
                .bind("organization", maintenance.organization())
                .bind("id", maintenance.id())
                .bind("scheduled", maintenance.scheduledFor())
                .bind("open", maintenance.status() != MaintenanceStatus.COMPLETED)
                .bindByType("due", due(maintenance).orElse(null), Instant.class)
                .bind("body", Json.write(maintenance))
                .execute();
        removeServices(sql, maintenance.organization(), maintenance.id());
        if (maintenance.affected().isEmpty()) {
            return;
        }
        var batch =
                sql.prepareBatch(
                        """
                        INSERT INTO maintenance_service (organization, service, maintenance, under_way)
                        VALUES (:organization, :service, :maintenance, :now)
                        """);
        for (ServiceId service : maintenance.affected()) {
            batch.bind("organization", maintenance.organization())
                    .bind("service", service)
                    .bind("maintenance", maintenance.id())
                    .bind("now", maintenance.status().isUnderWay())
                    .add();
        }
        batch.execute();
    }

    private static Optional<Instant> due(Maintenance maintenance) {
        if (!maintenance.autoTransition()) {
            return Optional.empty();
        }
        return switch (maintenance.status()) {
            case SCHEDULED -> Optional.of(maintenance.scheduledFor());
            case IN_PROGRESS, VERIFYING -> Optional.of(maintenance.scheduledUntil());
            case COMPLETED -> Optional.empty();
        };
    }

    static void remove(Handle sql, OrganizationId organization, MaintenanceId id) {
        removeServices(sql, organization, id);
        sql.createUpdate("DELETE FROM maintenance WHERE organization = :organization AND id = :id")
                .bind("organization", organization)
                .bind("id", id)
                .execute();
    }

    private static void removeServices(Handle sql, OrganizationId organization, MaintenanceId id) {
        sql.createUpdate(
                        """
                        DELETE FROM maintenance_service
                        WHERE organization = :organization AND maintenance = :id
                        """)
                .bind("organization", organization)
                .bind("id", id)
                .execute();
    }

    /// The maintenances that are under way for a service.
    static List<MaintenanceId> underWay(
            Handle sql, OrganizationId organization, ServiceId service) {
        return sql.createQuery(
                        """
                        SELECT maintenance FROM maintenance_service
                        WHERE organization = :organization AND service = :service AND under_way
                        ORDER BY maintenance LIMIT 100
                        """)
                .bind("organization", organization)
                .bind("service", service)
                .map((rs, context) -> new MaintenanceId(rs.getString(1)))
                .list();
    }

    static List<Maintenance> open(Handle sql, OrganizationId organization) {
        return sql.createQuery(
                        """
                        SELECT body FROM maintenance WHERE organization = :organization AND open
                        ORDER BY scheduled_for, id LIMIT :most
                        """)
                .bind("organization", organization)
                .bind("most", MOST_OPEN)
                .map(MAINTENANCE)
                .list();
    }

    static List<Maintenance> latest(
            Handle sql, OrganizationId organization, Cursor before, int limit) {
        return sql.createQuery(
                        """
                        SELECT body FROM maintenance
                        WHERE organization = :organization AND (scheduled_for, id) < (:micros, :id)
                        ORDER BY scheduled_for DESC, id DESC LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("micros", before.micros())
                .bind("id", before.id())
                .bind("limit", limit)
                .map(MAINTENANCE)
                .list();
    }

    static List<Due> dueNow(Handle sql, Instant now, int limit) {
        return sql.createQuery(
                        """
                        SELECT organization, id FROM maintenance
                        WHERE due_at IS NOT NULL AND due_at <= :now ORDER BY due_at LIMIT :limit
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .map((rs, context) ->
                        new Due(
                                new OrganizationId(rs.getString(1)),
                                new MaintenanceId(rs.getString(2))))
                .list();
    }

    static Optional<Instant> nextDue(Handle sql) {
        return sql.createQuery(
                        """
                        SELECT due_at FROM maintenance
                        WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1
                        """)
                .map((rs, context) -> Micros.toInstant(rs.getLong(1)))
                .findOne();
    }
}
