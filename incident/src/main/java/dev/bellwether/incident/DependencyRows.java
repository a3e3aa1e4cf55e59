package dev.bellwether.incident;

import dev.bellwether.model.Dependencies;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Recall;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The tables `dependencies` and `dependency_edge`.
final class DependencyRows {
    private static final Documents<Dependencies> DEPENDENCIES =
            Documents.in("dependencies", "service", Dependencies.class);
    private static final int MOST_EDGES = 20_000;

    private record One(OrganizationId organization, ServiceId service) {}

    private static final Recall<One, Map<ServiceId, Set<ServiceId>>> UPSTREAM =
            Recall.of(DependencyRows::readUpstream, "dependency_edge");
    private static final Recall<One, Set<ServiceId>> DOWNSTREAM =
            Recall.of(DependencyRows::readDownstream, "dependency_edge");

    private DependencyRows() {}

    static Dependencies find(Handle sql, OrganizationId organization, ServiceId service) {
        return DEPENDENCIES
                .find(sql, organization, service)
                .orElseGet(() ->
                        new Dependencies(service, organization, Set.of(), Dependencies.WINDOW));
    }

    static List<Dependencies> all(Handle sql, OrganizationId organization) {
        return DEPENDENCIES.select(sql, organization, "ORDER BY service", Services.MOST);
    }

    static void save(Handle sql, Dependencies dependencies) {
        remove(sql, dependencies.organization(), dependencies.service());
        if (dependencies.on().isEmpty() && dependencies.window().equals(Dependencies.WINDOW)) {
            return;
        }
        DEPENDENCIES
                .row(dependencies.organization(), dependencies.service(), dependencies)
                .save(sql);
        for (ServiceId needed : dependencies.on()) {
            sql.createUpdate(
                            """
                            INSERT INTO dependency_edge (organization, service, needs)
                            VALUES (:organization, :service, :needs)
                            """)
                    .bind("organization", dependencies.organization())
                    .bind("service", dependencies.service())
                    .bind("needs", needed)
                    .execute();
        }
    }

    static void remove(Handle sql, OrganizationId organization, ServiceId service) {
        DEPENDENCIES.remove(sql, organization, service);
        sql.createUpdate(
                        """
                        DELETE FROM dependency_edge
                        WHERE organization = :organization AND service = :service
                        """)
                .bind("organization", organization)
                .bind("service", service)
                .execute();
    }

    /// What needs what, of all that `service` needs, directly or through others.
    static Map<ServiceId, Set<ServiceId>> upstream(
            Handle sql, OrganizationId organization, ServiceId service) {
        return UPSTREAM.get(sql, new One(organization, service));
    }

    private static Map<ServiceId, Set<ServiceId>> readUpstream(Handle sql, One one) {
        return edges(
                sql,
                one,
                """
                WITH RECURSIVE reached (service, needs) AS (
                    SELECT service, needs FROM dependency_edge
                    WHERE organization = :organization AND service = :service
                    UNION
                    SELECT e.service, e.needs FROM dependency_edge e
                    JOIN reached r ON e.service = r.needs
                    WHERE e.organization = :organization)
                SELECT service, needs FROM reached LIMIT :most
                """);
    }

    /// All that need `service`, directly or through others.
    static Set<ServiceId> downstream(Handle sql, OrganizationId organization, ServiceId service) {
        return DOWNSTREAM.get(sql, new One(organization, service));
    }

    private static Set<ServiceId> readDownstream(Handle sql, One one) {
        return edges(
                        sql,
                        one,
                        """
                        WITH RECURSIVE reached (service, needs) AS (
                            SELECT service, needs FROM dependency_edge
                            WHERE organization = :organization AND needs = :service
                            UNION
                            SELECT e.service, e.needs FROM dependency_edge e
                            JOIN reached r ON e.needs = r.service
                            WHERE e.organization = :organization)
                        SELECT service, needs FROM reached LIMIT :most
                        """)
                .keySet();
    }

    static Set<ServiceId> usedBy(Handle sql, OrganizationId organization, ServiceId service) {
        return new HashSet<>(
                sql.createQuery(
                                """
                                SELECT service FROM dependency_edge
                                WHERE organization = :organization AND needs = :service
                                """)
                        .bind("organization", organization)
                        .bind("service", service)
                        .map((rs, context) -> new ServiceId(rs.getString(1)))
                        .list());
    }

    private static Map<ServiceId, Set<ServiceId>> edges(Handle sql, One one, String query) {
        var edges = new HashMap<ServiceId, Set<ServiceId>>();
        sql.createQuery(query)
                .bind("organization", one.organization())
                .bind("service", one.service())
                .bind("most", MOST_EDGES)
                .map((rs, context) ->
                        Map.entry(new ServiceId(rs.getString(1)), new ServiceId(rs.getString(2))))
                .forEach(edge ->
                        edges.computeIfAbsent(edge.getKey(), key -> new HashSet<>())
                                .add(edge.getValue()));
        return edges;
    }

    static Duration window(Handle sql, OrganizationId organization, ServiceId service) {
        return find(sql, organization, service).window();
    }
}
