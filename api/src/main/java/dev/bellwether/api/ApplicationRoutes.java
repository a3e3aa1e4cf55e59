package dev.bellwether.api;

import dev.bellwether.incident.Application;
import dev.bellwether.incident.Applications;
import dev.bellwether.model.ApplicationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.people.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Named groups of services that depend on each other.
final class ApplicationRoutes {
    private static final String ONE = "/applications/{application}";

    private final Applications applications;

    ApplicationRoutes(Applications applications) {
        this.applications = applications;
    }

    record ApplicationInput(String name, Optional<String> description, Set<ServiceId> services) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/applications",
                        "List applications",
                        Application.class,
                        call ->
                                Cursors.cut(
                                        applications.list(call.organization()),
                                        one -> one.id().value(),
                                        call)),
                Route.make(
                                "/applications",
                                "Name services that depend on each other",
                                Scope.WRITE,
                                ApplicationInput.class,
                                Application.class,
                                call -> save(call, applications.newId()))
                        .triedOut(),
                Route.read(ONE, "Read an application", Application.class, this::get),
                Route.replace(
                                ONE,
                                "Change an application",
                                Scope.WRITE,
                                ApplicationInput.class,
                                Application.class,
                                call -> save(call, get(call).id()))
                        .triedOut(),
                Route.remove(
                        ONE,
                        "Remove an application; its services stay",
                        Scope.WRITE,
                        this::remove));
    }

    private Application get(Call call) {
        return applications.get(call.organization(), call.id("application", ApplicationId::new));
    }

    private Application save(Call call, ApplicationId id) {
        var input = call.body(ApplicationInput.class);
        return applications.save(
                new Application(
                        id,
                        call.organization(),
                        input.name(),
                        input.description().orElse(""),
                        input.services()),
                call.actor());
    }

    private Object remove(Call call) {
        applications.remove(call.organization(), get(call).id(), call.actor());
        return Nothing.INSTANCE;
    }
}
