package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.AlertAsked;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Prepared;
import dev.bellwether.store.Recall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What on-call knows from the journal: services, maintenance under way, open incidents that page
/// nobody, or nobody until maintenance ends.
final class KnownRows {
    private static final Documents<Service> SERVICES =
            Documents.in("oncall_service", "service", Service.class);
    private static final Documents<IncidentChanged> WAITING =
            Documents.in("oncall_waiting", "incident", IncidentChanged.class);

    private static final Documents<Asked> ASKED =
            Documents.in("oncall_asked", "incident", Asked.class);

    private static final Documents<Actor> TAKEN =
            Documents.in("oncall_taken", "incident", Actor.class);

    private record Asked(List<AlertAsked> asks) {}

    private record One(OrganizationId organization, ServiceId service) {}

    private static final Recall<One, Boolean> IN_MAINTENANCE =
            Recall.of(KnownRows::readMaintenance, "oncall_maintenance");
    private static final Recall<OrganizationId, List<IncidentChanged>> ALL_WAITING =
            Recall.of(KnownRows::readWaiting, "oncall_waiting");

    private static final Prepared MAINTENANCES =
            Prepared.of(
                    """
                    SELECT count(*) FROM oncall_maintenance WHERE organization = ? AND service = ?
                    """);

    private KnownRows() {}

    static void keep(Handle sql, Service service) {
        SERVICES.row(service.organization(), service.id(), service)
                .with("escalation", service.escalation(), PolicyId.class)
                .save(sql);
    }

    static void forget(Handle sql, OrganizationId organization, ServiceId service) {
        SERVICES.remove(sql, organization, service);
    }

    static Optional<Service> service(Handle sql, OrganizationId organization, ServiceId service) {
        return SERVICES.find(sql, organization, service);
    }

    /// Services that page by a policy.
    static List<Service> usersOf(Handle sql, OrganizationId organization, PolicyId policy) {
        return SERVICES.select(
                sql, organization, "AND escalation = :policy", Map.of("policy", policy), 10_000);
    }

    static void keep(Handle sql, Maintenance maintenance, boolean underWay) {
        sql.createUpdate(
                        """
                        DELETE FROM oncall_maintenance
                        WHERE organization = :organization AND maintenance = :maintenance
                        """)
                .bind("organization", maintenance.organization())
                .bind("maintenance", maintenance.id())
                .execute();
        if (!underWay) {
            return;
        }
        for (ServiceId service : maintenance.affected()) {
            sql.createUpdate(
                            """
                            INSERT INTO oncall_maintenance (organization, maintenance, service)
                            VALUES (:organization, :maintenance, :service)
                            """)
                    .bind("organization", maintenance.organization())
                    .bind("maintenance", maintenance.id())
                    .bind("service", service)
                    .execute();
        }
    }

    static boolean isInMaintenance(Handle sql, OrganizationId organization, ServiceId service) {
        return IN_MAINTENANCE.get(sql, new One(organization, service));
    }

    private static boolean readMaintenance(Handle sql, One one) {
        return MAINTENANCES.number(sql, one.organization(), one.service()) > 0;
    }

    static void await(Handle sql, IncidentChanged changed) {
        WAITING.row(changed.incident().organization(), changed.incident().id(), changed).save(sql);
    }

    static Optional<IncidentChanged> waiting(
            Handle sql, OrganizationId organization, IncidentId incident) {
        return WAITING.find(sql, organization, incident);
    }

    static void release(Handle sql, OrganizationId organization, IncidentId incident) {
        WAITING.remove(sql, organization, incident);
        TAKEN.remove(sql, organization, incident);
        ASKED.remove(sql, organization, incident);
    }

    /// What its sender wants done with it, in order, although nobody was paged yet.
    static List<AlertAsked> asked(Handle sql, OrganizationId organization, IncidentId incident) {
        return ASKED.find(sql, organization, incident).map(Asked::asks).orElse(List.of());
    }

    static void keep(
            Handle sql, OrganizationId organization, IncidentId incident, List<AlertAsked> asks) {
        if (asks.isEmpty()) {
            ASKED.remove(sql, organization, incident);
        } else {
            ASKED.row(organization, incident, new Asked(asks)).save(sql);
        }
    }

    /// Somebody has it, says its sender, although nobody was paged yet; empty: nobody any more.
    static void take(
            Handle sql, OrganizationId organization, IncidentId incident, Optional<Actor> by) {
        by.ifPresentOrElse(
                actor -> TAKEN.row(organization, incident, actor).save(sql),
                () -> TAKEN.remove(sql, organization, incident));
    }

    static Optional<Actor> taken(Handle sql, OrganizationId organization, IncidentId incident) {
        return TAKEN.find(sql, organization, incident);
    }

    static List<IncidentChanged> waiting(Handle sql, OrganizationId organization) {
        return ALL_WAITING.get(sql, organization);
    }

    private static List<IncidentChanged> readWaiting(Handle sql, OrganizationId organization) {
        return WAITING.select(sql, organization, "ORDER BY incident", 10_000);
    }
}
