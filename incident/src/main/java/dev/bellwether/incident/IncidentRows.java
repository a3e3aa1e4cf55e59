package dev.bellwether.incident;

import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Prepared;
import dev.bellwether.store.Recall;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The tables `incident` and `incident_service`.
final class IncidentRows {
    static final int MOST_OPEN = 1_000;
    private static final Documents<Incident> INCIDENTS = Documents.in("incident", Incident.class);

    private record One(OrganizationId organization, ServiceId service) {}

    private static final Recall<One, List<IncidentId>> OPEN_OF =
            Recall.of(IncidentRows::readOpenOf, "incident_service");

    private record Open(IncidentId incident, long created) {}

    private static final Comparator<Open> NEWEST =
            Comparator.comparing(Open::created)
                    .thenComparing(open -> open.incident().value())
                    .reversed();

    /// Not ordered by the database: SQLite would go through all that the service ever had, in their
    /// order, to find the few that are open.
    private static final Prepared READ_OPEN_OF =
            Prepared.of(
                    """
                    SELECT incident, created_at FROM incident_service
                    WHERE organization = ? AND service = ? AND open
                    """);

    private static final Prepared ADD_SERVICE =
            Prepared.of(
                    """
                    INSERT INTO incident_service (organization, service, incident, created_at, open)
                    VALUES (?, ?, ?, ?, ?)
                    """);
    private static final Prepared REMOVE_SERVICES =
            Prepared.of("DELETE FROM incident_service WHERE organization = ? AND incident = ?");

    private IncidentRows() {}

    static Optional<Incident> find(Handle sql, OrganizationId organization, IncidentId id) {
        return INCIDENTS.find(sql, organization, id);
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
        Optional<Incident> before = find(sql, incident.organization(), incident.id());
        INCIDENTS
                .row(incident.organization(), incident.id(), incident)
                .with("created_at", incident.createdAt())
                .with("open", incident.status().isOpen())
                .with("source", source, String.class)
                .save(sql);
        if (before.filter(was -> isFoundAlike(was, incident)).isPresent()) {
            return;
        }
        if (before.isPresent()) {
            removeServices(sql, incident.organization(), incident.id());
        }
        for (ServiceId service : incident.affected().keySet()) {
            ADD_SERVICE.run(
                    sql,
                    incident.organization(),
                    service,
                    incident.id(),
                    incident.createdAt(),
                    counts(incident));
        }
    }

    private static boolean isFoundAlike(Incident before, Incident after) {
        return before.affected().keySet().equals(after.affected().keySet())
                && before.createdAt().equals(after.createdAt())
                && counts(before) == counts(after);
    }

    /// Whether it is read when its services are judged. Thousands of alerts that no page tells of
    /// may be open for one service, and say nothing of its status.
    private static boolean counts(Incident incident) {
        return incident.status().isOpen() && (incident.origin().isEmpty() || incident.published());
    }

    static void remove(Handle sql, OrganizationId organization, IncidentId id) {
        removeServices(sql, organization, id);
        INCIDENTS.remove(sql, organization, id);
    }

    private static void removeServices(Handle sql, OrganizationId organization, IncidentId id) {
        REMOVE_SERVICES.run(sql, organization, id);
    }

    static List<Incident> open(Handle sql, OrganizationId organization) {
        return INCIDENTS.select(
                sql, organization, "AND open ORDER BY created_at DESC, id DESC", MOST_OPEN);
    }

    /// The open ones that affect a service, newest first; without those of inbound alerts that no
    /// page tells of.
    static List<Incident> openOf(Handle sql, OrganizationId organization, ServiceId service) {
        return OPEN_OF.get(sql, new One(organization, service)).stream()
                .flatMap(id -> find(sql, organization, id).stream())
                .toList();
    }

    private static List<IncidentId> readOpenOf(Handle sql, One one) {
        return READ_OPEN_OF
                .list(
                        sql,
                        row -> new Open(new IncidentId(row.getString(1)), row.getLong(2)),
                        one.organization(),
                        one.service())
                .stream()
                .sorted(NEWEST)
                .limit(MOST_OPEN)
                .map(Open::incident)
                .toList();
    }

    static List<Incident> latest(
            Handle sql, OrganizationId organization, Cursor before, int limit) {
        return INCIDENTS.latest(
                sql, organization, "created_at", before.micros(), before.id(), limit);
    }

    /// @param words in lower case; letters beyond ASCII must be written as they are stored
    static List<Incident> holding(
            Handle sql, OrganizationId organization, String words, int limit) {
        String literal = words.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return sql.createQuery(
                        """
                        SELECT body FROM (SELECT id, created_at, body FROM incident
                            WHERE organization = :organization
                            ORDER BY created_at DESC, id DESC LIMIT 2000) AS newest
                        WHERE lower(body) LIKE :words ESCAPE '!'
                        ORDER BY created_at DESC, id DESC LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("words", "%" + literal + "%")
                .bind("limit", limit)
                .map(INCIDENTS.mapper())
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
                .map(INCIDENTS.mapper())
                .list();
    }
}
