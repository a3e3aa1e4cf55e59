package dev.bellwether.incident;

import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Micros;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `service_watch`: what automation knows of each service.
final class WatchRows {
    private WatchRows() {}

    /// A service whose time has come.
    record Due(OrganizationId organization, ServiceId service) {}

    static Watched load(Handle sql, OrganizationId organization, ServiceId service) {
        return sql.createQuery(
                        """
                        SELECT body FROM service_watch
                        WHERE organization = :organization AND service = :service
                        """)
                .bind("organization", organization)
                .bind("service", service)
                .map((rs, context) -> Json.read(rs.getString(1), Watched.class))
                .findOne()
                .orElse(Watched.NOTHING);
    }

    static void save(Handle sql, OrganizationId organization, ServiceId service, Watched watched) {
        sql.createUpdate(
                        """
                        INSERT INTO service_watch (organization, service, incident, troubled, due_at, body)
                        VALUES (:organization, :service, :incident, :troubled, :due, :body)
                        ON CONFLICT (organization, service) DO UPDATE SET
                            incident = excluded.incident, troubled = excluded.troubled,
                            due_at = excluded.due_at, body = excluded.body
                        """)
                .bind("organization", organization)
                .bind("service", service)
                .bindByType(
                        "incident",
                        watched.incident().map(IncidentId::value).orElse(null),
                        String.class)
                .bind("troubled", watched.isTroubled())
                .bindByType("due", watched.due().orElse(null), Instant.class)
                .bind("body", Json.write(watched))
                .execute();
    }

    static void remove(Handle sql, OrganizationId organization, ServiceId service) {
        sql.createUpdate(
                        """
                        DELETE FROM service_watch
                        WHERE organization = :organization AND service = :service
                        """)
                .bind("organization", organization)
                .bind("service", service)
                .execute();
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

    static List<Due> due(Handle sql, Instant now, int limit) {
        return sql.createQuery(
                        """
                        SELECT organization, service FROM service_watch
                        WHERE due_at IS NOT NULL AND due_at <= :now ORDER BY due_at LIMIT :limit
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .map((rs, context) ->
                        new Due(
                                new OrganizationId(rs.getString(1)),
                                new ServiceId(rs.getString(2))))
                .list();
    }

    static Optional<Instant> nextDue(Handle sql) {
        return sql.createQuery(
                        """
                        SELECT due_at FROM service_watch
                        WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1
                        """)
                .map((rs, context) -> Micros.toInstant(rs.getLong(1)))
                .findOne();
    }

    /// Puts off a row that could not be handled.
    static void postpone(Handle sql, Due due, Instant until) {
        sql.createUpdate(
                        """
                        UPDATE service_watch SET due_at = :until
                        WHERE organization = :organization AND service = :service
                        """)
                .bind("until", until)
                .bind("organization", due.organization())
                .bind("service", due.service())
                .execute();
    }
}
