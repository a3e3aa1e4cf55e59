package dev.bellwether.api;

import dev.bellwether.api.SetupDocument.ServiceEntry;
import dev.bellwether.incident.Services;
import dev.bellwether.model.Dependencies;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The services that a document wants, and what they depend on.
final class WantedServices {
    private final SetupStanding now;
    private final SetupProblems problems;
    private final Predicate<ServiceId> prunes;
    private final Map<ServiceId, Service> services = new LinkedHashMap<>();
    private final Map<ServiceId, Dependencies> dependencies = new LinkedHashMap<>();

    /// @param prunes whether a service that the document does not name goes
    WantedServices(
            SetupStanding now,
            SetupDocument document,
            WantedPolicies policies,
            Predicate<ServiceId> prunes,
            SetupProblems problems) {
        this.now = now;
        this.problems = problems;
        this.prunes = prunes;
        SetupProblems.each(
                "services", document.services(), (at, entry) -> take(at, entry, policies));
        document.services().ifPresent(this::dependencies);
    }

    Map<ServiceId, Service> all() {
        return services;
    }

    Map<ServiceId, Dependencies> dependencies() {
        return dependencies;
    }

    /// What a service that stands is to depend on.
    Dependencies after(Dependencies is) {
        Dependencies said = dependencies.get(is.service());
        if (said != null) {
            return said;
        }
        return goes(is.service()) ? SetupShown.none(is.organization(), is.service()) : is;
    }

    /// Adds a problem for each that is no service, here or in the document.
    void known(String field, List<ServiceId> ids) {
        for (ServiceId id : new HashSet<>(ids)) {
            boolean isThere = now.services().containsKey(id) && !goes(id);
            problems.require(
                    services.containsKey(id) || isThere,
                    field,
                    "'" + id + "' is no service, here or in the file");
        }
    }

    private boolean goes(ServiceId id) {
        return !services.containsKey(id) && prunes.test(id);
    }

    private void take(String at, ServiceEntry entry, WantedPolicies policies) {
        var service =
                new Service(
                        entry.id(),
                        now.organization(),
                        entry.name(),
                        entry.description().orElse(""),
                        entry.incidents().orElse(IncidentPolicy.DEFAULT),
                        entry.escalation());
        problems.unique(at, services.put(entry.id(), service), "id", entry.id().value());
        problems.under(at, Services.problems(service));
        entry.escalation()
                .ifPresent(id ->
                        problems.require(
                                policies.isKnown(id),
                                at + ".escalation",
                                "'" + id + "' is no escalation policy, here or in the file"));
    }

    private void dependencies(List<ServiceEntry> entries) {
        Map<ServiceId, String> fields = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            ServiceEntry entry = entries.get(i);
            String field = "services[" + i + "].dependsOn";
            known(field, entry.dependsOn());
            fields.put(entry.id(), field);
            dependencies.put(
                    entry.id(),
                    new Dependencies(
                            entry.id(),
                            now.organization(),
                            Set.copyOf(entry.dependsOn()),
                            entry.causeWindow().orElse(Dependencies.WINDOW)));
        }
        Map<ServiceId, Set<ServiceId>> arrows = new LinkedHashMap<>();
        now.dependencies().values().forEach(is -> arrows.put(is.service(), after(is).on()));
        dependencies.values().forEach(is -> arrows.put(is.service(), is.on()));
        for (List<ServiceId> circle : SetupCircles.of(arrows)) {
            circle.stream()
                    .flatMap(id -> Stream.ofNullable(fields.get(id)))
                    .findFirst()
                    .ifPresent(field ->
                            problems.add(
                                    field,
                                    "would make a circle: "
                                            + circle.stream()
                                                    .map(one -> "'" + one + "'")
                                                    .collect(Collectors.joining(" needs "))
                                            + "; leave one of these out"));
        }
    }
}
