package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Causation;
import dev.bellwether.model.Dependencies;
import dev.bellwether.model.DependenciesChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What depends on what, and whose trouble an incident is.
public final class DependencyMap {
    /// The most services that one may depend on directly.
    public static final int MOST_DIRECT = 50;

    /// The most services that one may depend on, those of others included.
    public static final int MOST_UPSTREAM = 500;

    private final Store store;

    DependencyMap(Store store) {
        this.store = store;
    }

    /// What a service depends on; nothing where nobody said.
    ///
    /// @throws NotFound when the organization has no such service
    public Dependencies of(OrganizationId organization, ServiceId service) {
        return store.read(sql -> {
            if (ServiceRows.find(sql, organization, service).isEmpty()) {
                throw new NotFound("service", service.value());
            }
            return DependencyRows.find(sql, organization, service);
        });
    }

    /// Those that were said, by the id of their service.
    public List<Dependencies> all(OrganizationId organization) {
        return store.read(sql -> DependencyRows.all(sql, organization));
    }

    /// The services that depend on one directly.
    public Set<ServiceId> usedBy(OrganizationId organization, ServiceId service) {
        return store.read(sql -> DependencyRows.usedBy(sql, organization, service));
    }

    /// The cause of an incident and what it has taken with it, if a cause was found.
    public Optional<Causation> causation(OrganizationId organization, IncidentId incident) {
        return store.read(sql -> CausationRows.find(sql, organization, incident));
    }

    /// Says anew what a service depends on.
    ///
    /// @throws InvalidInput when a service is not there, there are too many, the window is not zero
    ///   to 24 hours, or a service would depend on itself; the circle is named
    public Dependencies save(Dependencies dependencies, Actor actor) {
        OrganizationId organization = dependencies.organization();
        store.run(tx -> {
            Turn.take(tx, organization);
            check(tx, dependencies);
            DependencyRows.save(tx.sql(), dependencies);
            tx.journal(organization, new DependenciesChanged(dependencies, actor));
            Desk.look(tx, organization, dependencies.service());
        });
        return dependencies;
    }

    /// The service is going: nothing depends on it any more.
    static void forget(Tx tx, OrganizationId organization, ServiceId service, Actor actor) {
        for (ServiceId user : DependencyRows.usedBy(tx.sql(), organization, service)) {
            Dependencies before = DependencyRows.find(tx.sql(), organization, user);
            Set<ServiceId> others = new HashSet<>(before.on());
            others.remove(service);
            var after = new Dependencies(user, organization, others, before.window());
            DependencyRows.save(tx.sql(), after);
            tx.journal(organization, new DependenciesChanged(after, actor));
        }
        DependencyRows.remove(tx.sql(), organization, service);
    }

    /// @throws InvalidInput as [#save]
    static void check(Tx tx, Dependencies wanted) {
        OrganizationId organization = wanted.organization();
        if (ServiceRows.find(tx.sql(), organization, wanted.service()).isEmpty()) {
            throw new NotFound("service", wanted.service().value());
        }
        var problems =
                new Problems()
                        .require(
                                wanted.on().size() <= MOST_DIRECT,
                                "on",
                                "'"
                                        + wanted.on().size()
                                        + "' services are named; at most "
                                        + MOST_DIRECT
                                        + " are allowed: depend on one that stands for several")
                        .require(
                                !wanted.window().isNegative()
                                        && wanted.window().compareTo(Duration.ofHours(24)) <= 0,
                                "window",
                                "'" + wanted.window() + "' is not between zero and 24 hours");
        for (ServiceId id : wanted.on()) {
            problems.require(
                    ServiceRows.find(tx.sql(), organization, id).isPresent(),
                    "on",
                    "'" + id + "' is not a service of this organization");
        }
        problems.refuse();
        Map<ServiceId, Set<ServiceId>> edges = new HashMap<>();
        for (ServiceId needed : wanted.on()) {
            edges.putAll(DependencyRows.upstream(tx.sql(), organization, needed));
        }
        circle(wanted, edges)
                .ifPresent(circle -> {
                    throw new InvalidInput(
                            "on",
                            "would make a circle: "
                                    + circle.stream()
                                            .map(id -> "'" + Desk.name(tx, organization, id) + "'")
                                            .collect(Collectors.joining(" needs "))
                                    + "; leave one of these out");
                });
        edges.put(wanted.service(), wanted.on());
        int upstream = Causes.reach(wanted.service(), edges).size();
        if (upstream > MOST_UPSTREAM) {
            throw new InvalidInput(
                    "on",
                    "leads to '"
                            + upstream
                            + "' services in all; at most "
                            + MOST_UPSTREAM
                            + " are allowed");
        }
    }

    /// The way from the service back to itself, if there is one.
    static Optional<List<ServiceId>> circle(
            Dependencies wanted, Map<ServiceId, Set<ServiceId>> edges) {
        var seen = new HashSet<ServiceId>();
        for (ServiceId first : wanted.on()) {
            var way = new LinkedHashSet<ServiceId>();
            way.add(wanted.service());
            if (leadsBack(first, wanted.service(), edges, way, seen)) {
                var circle = new ArrayList<>(way);
                circle.add(wanted.service());
                return Optional.of(circle);
            }
        }
        return Optional.empty();
    }

    private static boolean leadsBack(
            ServiceId at,
            ServiceId home,
            Map<ServiceId, Set<ServiceId>> edges,
            LinkedHashSet<ServiceId> way,
            Set<ServiceId> seen) {
        if (at.equals(home)) {
            return true;
        }
        if (!seen.add(at)) {
            return false;
        }
        way.add(at);
        for (ServiceId next : edges.getOrDefault(at, Set.of())) {
            if (leadsBack(next, home, edges, way, seen)) {
                return true;
            }
        }
        way.remove(at);
        return false;
    }
}
