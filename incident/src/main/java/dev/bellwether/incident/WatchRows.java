package dev.bellwether.incident;

import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Prepared;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The table `service_watch`: what automation knows of each service.
final class WatchRows {
    static final Documents<Watched> WATCHED =
            Documents.in("service_watch", "service", Watched.class);

    /// Not ordered by the database: SQLite would go through all services in their order.
    private static final Prepared JOINED =
            Prepared.of(
                    """
                    SELECT service FROM service_watch WHERE organization = ? AND incident = ?
                    """);

    /// Two questions, each by an index; in one, or with a plain JOIN, SQLite goes through all
    /// services.
    private static final Prepared OTHERS_JOINED =
            Prepared.of(
                    """
                    SELECT count(*) FROM service_watch
                    WHERE organization = ? AND incident = ? AND service <> ? AND troubled
                    """);

    private static final Prepared OTHERS_AFFECTED =
            Prepared.of(
                    """
                    SELECT count(*) FROM incident_service i CROSS JOIN service_watch w
                    WHERE i.organization = ? AND i.incident = ? AND i.service <> ?
                    AND w.organization = i.organization AND w.service = i.service AND w.troubled
                    """);

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
        return JOINED
                .list(sql, row -> new ServiceId(row.getString(1)), organization, incident)
                .stream()
                .sorted(Comparator.comparing(ServiceId::value))
                .toList();
    }

    static boolean areOthersTroubled(
            Handle sql, OrganizationId organization, IncidentId incident, ServiceId service) {
        return OTHERS_JOINED.number(sql, organization, incident, service) > 0
                || OTHERS_AFFECTED.number(sql, organization, incident, service) > 0;
    }
}
