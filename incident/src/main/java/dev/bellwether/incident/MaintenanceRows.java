package dev.bellwether.incident;

import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceId;
import dev.bellwether.model.MaintenanceStatus;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Prepared;
import dev.bellwether.store.Recall;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The tables `maintenance` and `maintenance_service`.
final class MaintenanceRows {
    private static final int MOST_OPEN = 1_000;
    static final Documents<Maintenance> MAINTENANCES =
            Documents.in("maintenance", Maintenance.class);

    private record One(OrganizationId organization, ServiceId service) {}

    private static final Recall<One, List<MaintenanceId>> UNDER_WAY =
            Recall.of(MaintenanceRows::readUnderWay, "maintenance_service");

    private static final Prepared READ_UNDER_WAY =
            Prepared.of(
                    """
                    SELECT maintenance FROM maintenance_service
                    WHERE organization = ? AND service = ? AND under_way
                    """);

    private MaintenanceRows() {}

    static Optional<Maintenance> find(Handle sql, OrganizationId organization, MaintenanceId id) {
        return MAINTENANCES.find(sql, organization, id);
    }

    static void save(Handle sql, Maintenance maintenance) {
        MAINTENANCES
                .row(maintenance.organization(), maintenance.id(), maintenance)
                .with("scheduled_for", maintenance.scheduledFor())
                .with("open", maintenance.status() != MaintenanceStatus.COMPLETED)
                .with("due_at", due(maintenance), Instant.class)
                .save(sql);
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
        MAINTENANCES.remove(sql, organization, id);
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
        return UNDER_WAY.get(sql, new One(organization, service));
    }

    private static List<MaintenanceId> readUnderWay(Handle sql, One one) {
        return READ_UNDER_WAY
                .list(
                        sql,
                        row -> new MaintenanceId(row.getString(1)),
                        one.organization(),
                        one.service())
                .stream()
                .sorted(Comparator.comparing(MaintenanceId::value))
                .limit(100)
                .toList();
    }

    static List<Maintenance> open(Handle sql, OrganizationId organization) {
        return MAINTENANCES.select(
                sql, organization, "AND open ORDER BY scheduled_for, id", MOST_OPEN);
    }

    static List<Maintenance> latest(
            Handle sql, OrganizationId organization, Cursor before, int limit) {
        return MAINTENANCES.latest(
                sql, organization, "scheduled_for", before.micros(), before.id(), limit);
    }
}
