package dev.bellwether.api;

import dev.bellwether.incident.DependencyMap;
import dev.bellwether.model.Causation;
import dev.bellwether.model.Dependencies;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.people.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What depends on what, and whose trouble an incident is.
final class DependencyRoutes {
    private static final String ONE = "/services/{service}/dependencies";

    private final DependencyMap map;

    DependencyRoutes(DependencyMap map) {
        this.map = map;
    }

    /// @param window ten minutes when left out
    record DependenciesInput(Set<ServiceId> on, Optional<Duration> window) {}

    /// @param usedBy the services that depend on it directly
    record DependenciesView(
            ServiceId service, Set<ServiceId> on, Duration window, Set<ServiceId> usedBy) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/dependencies",
                        "List what services depend on, those that depend on something",
                        DependenciesView.class,
                        call ->
                                Cursors.cut(
                                        map.all(call.organization()).stream()
                                                .map(this::view)
                                                .toList(),
                                        view -> view.service().value(),
                                        call)),
                Route.read(
                        ONE,
                        "Read what a service depends on, and what depends on it",
                        DependenciesView.class,
                        call -> view(map.of(call.organization(), service(call)))),
                Route.replace(
                                ONE,
                                "Say what a service depends on; a circle is refused",
                                Scope.WRITE,
                                DependenciesInput.class,
                                DependenciesView.class,
                                this::save)
                        .triedOut(),
                Route.read(
                        "/incidents/{incident}/cause",
                        "The cause of an incident, and what it has taken with it",
                        Causation.class,
                        this::cause));
    }

    private static ServiceId service(Call call) {
        return call.id("service", ServiceId::new);
    }

    private DependenciesView view(Dependencies dependencies) {
        OrganizationId organization = dependencies.organization();
        return new DependenciesView(
                dependencies.service(),
                dependencies.on(),
                dependencies.window(),
                map.usedBy(organization, dependencies.service()));
    }

    private DependenciesView save(Call call) {
        var input = call.body(DependenciesInput.class);
        return view(
                map.save(
                        new Dependencies(
                                service(call),
                                call.organization(),
                                input.on(),
                                input.window().orElse(Dependencies.WINDOW)),
                        call.actor()));
    }

    private Causation cause(Call call) {
        var id = IncidentRoutes.id(call);
        return map.causation(call.organization(), id)
                .orElseThrow(() -> new NotFound("cause of incident", id.value()));
    }
}
