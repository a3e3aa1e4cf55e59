package dev.bellwether.incident;

import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Json;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The tables `incident` and `incident_service`.
final class IncidentRows {
    static final int MOST_OPEN = 1_000;
    private static final RowMapper<Incident> INCIDENT =
            (rs, context) -> Json.read(rs.getString("body"), Incident.class);

    private IncidentRows() {}

    static Optional<Incident> find(Handle sql, OrganizationId organization, IncidentId id) {
        return sql.createQuery(
                        "SELECT body FROM incident WHERE organization = :organization AND id = :id")
                .bind("organization", organization)
                .bind("id", id)
                .map(INCIDENT)
                .findOne();
    }

    /// Where an incident was imported from, if nobody has changed it here since.
    static Optional<String> source(Handle sql, OrganizationId organization, IncidentId id) {
        return sql.createQuery(
                        """
                        SELECT source FROM incident
                        WHERE organization = :organization AND id = :id AND source IS NOT NULL
                        """)
                .bind("organization", organization)
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    static void save(Handle sql, Incident incident, Optional<String> source) {
        sql.createUpdate(
                        """
                        INSERT INTO incident (organization, id, created_at, open, source, body)
                        VALUES (:organization, :id, :created, :open, :source, :body)
                        ON CONFLICT (organization, id) DO UPDATE SET
                            created_at = excluded.created_at, open = excluded.open,
                            source = excluded.source, body = excluded.body
                        """)
                .bind("organization", incident.organization())
                .bind("id", incident.id())
                .bind("created", incident.createdAt())
                .bind("open", incident.status().isOpen())
                .bindByType("source", source.orElse(null), String.class)
                .bind("body", Json.write(incident))
                .execute();
        removeServices(sql, incident.organization(), incident.id());
        if (incident.affected().isEmpty()) {
            return;
        }
        var batch =
                sql.prepareBatch(
                        """
                        INSERT INTO incident_service (organization, service, incident, created_at, open)
                        VALUES (:organization, :service, :incident, :created, :open)
                        """);
        for (ServiceId service : incident.affected().keySet()) {
            batch.bind("organization", incident.organization())
                    .bind("service", service)
                    .bind("incident", incident.id())
                    .bind("created", incident.createdAt())
                    .bind("open", incident.status().isOpen())
                    .add();
        }
        batch.execute();
    }

    static void remove(Handle sql, OrganizationId organization, IncidentId id) {
        removeServices(sql, organization, id);
        sql.createUpdate("DELETE FROM incident WHERE organization = :organization AND id = :id")
                .bind("organization", organization)
                .bind("id", id)
                .execute();
    }

    private static void removeServices(Handle sql, OrganizationId organization, IncidentId id) {
        sql.createUpdate(
                        """
                        DELETE FROM incident_service
                        WHERE organization = :organization AND incident = :id
                        """)
                .bind("organization", organization)
                .bind("id", id)
                .execute();
    }

    static List<Incident> open(Handle sql, OrganizationId organization) {
        return sql.createQuery(
                        """
                        SELECT body FROM incident WHERE organization = :organization AND open
                        ORDER BY created_at DESC, id DESC LIMIT :most
                        """)
                .bind("organization", organization)
                .bind("most", MOST_OPEN)
                .map(INCIDENT)
                .list();
    }

    /// The open ones that affect a service, newest first.
    static List<Incident> openOf(Handle sql, OrganizationId organization, ServiceId service) {
        return sql.createQuery(
                        """
                        SELECT i.body FROM incident_service s
                        JOIN incident i ON i.organization = s.organization AND i.id = s.incident
                        WHERE s.organization = :organization AND s.service = :service AND s.open
                        ORDER BY s.created_at DESC, s.incident DESC LIMIT :most
                        """)
                .bind("organization", organization)
                .bind("service", service)
                .bind("most", MOST_OPEN)
                .map(INCIDENT)
                .list();
    }

    static List<Incident> latest(
            Handle sql, OrganizationId organization, Cursor before, int limit) {
        return sql.createQuery(
                        """
                        SELECT body FROM incident
                        WHERE organization = :organization AND (created_at, id) < (:micros, :id)
                        ORDER BY created_at DESC, id DESC LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("micros", before.micros())
                .bind("id", before.id())
                .bind("limit", limit)
                .map(INCIDENT)
                .list();
    }

    static List<Incident> latestOf(
            Handle sql, OrganizationId organization, ServiceId service, Cursor before, int limit) {
        return sql.createQuery(
                        """
                        SELECT i.body FROM incident_service s
                        JOIN incident i ON i.organization = s.organization AND i.id = s.incident
                        WHERE s.organization = :organization AND s.service = :service
                        AND (s.created_at, s.incident) < (:micros, :id)
                        ORDER BY s.created_at DESC, s.incident DESC LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("service", service)
                .bind("micros", before.micros())
                .bind("id", before.id())
                .bind("limit", limit)
                .map(INCIDENT)
                .list();
    }
}
