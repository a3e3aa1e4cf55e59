package dev.bellwether.incident;

import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Documents;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The table `service_watch`: what automation knows of each service.
final class WatchRows {
    static final Documents<Watched> WATCHED =
            Documents.in("service_watch", "service", Watched.class);

    private WatchRows() {}

    static Watched load(Handle sql, OrganizationId organization, ServiceId service) {
        return WATCHED.find(sql, organization, service).orElse(Watched.NOTHING);
    }

    static void save(Handle sql, OrganizationId organization, ServiceId service, Watched watched) {
        WATCHED.row(organization, service, watched)
                .with("incident", watched.incident(), IncidentId.class)
                .with("troubled", watched.isTroubled())
                .with("due_at", watched.due(), Instant.class)
                .save(sql);
    }

    static void remove(Handle sql, OrganizationId organization, ServiceId service) {
        WATCHED.remove(sql, organization, service);
    }

    /// A service and what is known of it.
    record One(ServiceId service, Watched watched) {}

    /// Those of `among` in which something is wrong.
    static List<One> troubled(Handle sql, OrganizationId organization, Set<ServiceId> among) {
        return among.stream()
                .sorted(Comparator.comparing(ServiceId::value))
                .map(service -> new One(service, load(sql, organization, service)))
                .filter(one -> one.watched().isTroubled())
                .toList();
    }

    /// The services whose signals go to an incident.
    static List<ServiceId> joined(Handle sql, OrganizationId organization, IncidentId incident) {
        return sql.createQuery(
                        """
                        SELECT service FROM service_watch
                        WHERE organization = :organization AND incident = :incident
                        ORDER BY service LIMIT 10000
                        """)
                .bind("organization", organization)
                .bind("incident", incident)
                .map((rs, context) -> new ServiceId(rs.getString(1)))
                .list();
    }

    static boolean areOthersTroubled(
            Handle sql, OrganizationId organization, IncidentId incident, ServiceId service) {
        return sql.createQuery(
                                """
                                SELECT count(*) FROM service_watch
                                WHERE organization = :organization AND service <> :service AND troubled
                                AND (incident = :incident OR service IN (
                                    SELECT service FROM incident_service
                                    WHERE organization = :organization AND incident = :incident))
                                """)
                        .bind("organization", organization)
                        .bind("incident", incident)
                        .bind("service", service)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}
