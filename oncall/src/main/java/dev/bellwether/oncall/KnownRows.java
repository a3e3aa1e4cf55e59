package dev.bellwether.oncall;

import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Json;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What on-call knows from the journal: services, maintenance under way, incidents that wait for
/// its end.
final class KnownRows {
    private KnownRows() {}

    static void keep(Handle sql, Service service) {
        sql.createUpdate(
                        """
                        INSERT INTO oncall_service (organization, service, escalation, body)
                        VALUES (:organization, :service, :escalation, :body)
                        ON CONFLICT (organization, service) DO UPDATE SET
                            escalation = excluded.escalation, body = excluded.body
                        """)
                .bind("organization", service.organization())
                .bind("service", service.id())
                .bindByType(
                        "escalation",
                        service.escalation().map(PolicyId::value).orElse(null),
                        String.class)
                .bind("body", Json.write(service))
                .execute();
    }

    static void forget(Handle sql, OrganizationId organization, ServiceId service) {
        sql.createUpdate(
                        """
                        DELETE FROM oncall_service
                        WHERE organization = :organization AND service = :service
                        """)
                .bind("organization", organization)
                .bind("service", service)
                .execute();
    }

    static Optional<Service> service(Handle sql, OrganizationId organization, ServiceId service) {
        return sql.createQuery(
                        """
                        SELECT body FROM oncall_service
                        WHERE organization = :organization AND service = :service
                        """)
                .bind("organization", organization)
                .bind("service", service)
                .map((rs, context) -> Json.read(rs.getString(1), Service.class))
                .findOne();
    }

    /// Up to three names of services that page by a policy.
    static List<String> usersOf(Handle sql, OrganizationId organization, PolicyId policy) {
        return sql.createQuery(
                        """
                        SELECT body FROM oncall_service
                        WHERE organization = :organization AND escalation = :policy LIMIT 3
                        """)
                .bind("organization", organization)
                .bind("policy", policy)
                .map((rs, context) -> Json.read(rs.getString(1), Service.class).name())
                .list();
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
        return sql.createQuery(
                                """
                                SELECT count(*) FROM oncall_maintenance
                                WHERE organization = :organization AND service = :service
                                """)
                        .bind("organization", organization)
                        .bind("service", service)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    static void await(Handle sql, IncidentChanged changed) {
        sql.createUpdate(
                        """
                        INSERT INTO oncall_waiting (organization, incident, body)
                        VALUES (:organization, :incident, :body)
                        ON CONFLICT (organization, incident) DO UPDATE SET body = excluded.body
                        """)
                .bind("organization", changed.incident().organization())
                .bind("incident", changed.incident().id())
                .bind("body", Json.write(changed))
                .execute();
    }

    static boolean isWaiting(Handle sql, OrganizationId organization, IncidentId incident) {
        return sql.createQuery(
                                """
                                SELECT count(*) FROM oncall_waiting
                                WHERE organization = :organization AND incident = :incident
                                """)
                        .bind("organization", organization)
                        .bind("incident", incident)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    static void release(Handle sql, OrganizationId organization, IncidentId incident) {
        sql.createUpdate(
                        """
                        DELETE FROM oncall_waiting
                        WHERE organization = :organization AND incident = :incident
                        """)
                .bind("organization", organization)
                .bind("incident", incident)
                .execute();
    }

    static List<IncidentChanged> waiting(Handle sql, OrganizationId organization) {
        return sql.createQuery(
                        """
                        SELECT body FROM oncall_waiting WHERE organization = :organization
                        ORDER BY incident LIMIT 10000
                        """)
                .bind("organization", organization)
                .map((rs, context) -> Json.read(rs.getString(1), IncidentChanged.class))
                .list();
    }
}
