package dev.bellwether.api;

import dev.bellwether.incident.Maintenances;
import dev.bellwether.incident.NewMaintenance;
import dev.bellwether.incident.TimelineEntry;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceId;
import dev.bellwether.people.Scope;
import java.util.List;

/// Work that is announced.
final class MaintenanceRoutes {
    private static final String ONE = "/maintenances/{maintenance}";

    private final Maintenances maintenances;

    MaintenanceRoutes(Maintenances maintenances) {
        this.maintenances = maintenances;
    }

    record MaintenanceTimeline(List<TimelineEntry> entries) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/maintenances",
                        "List maintenances, the newest first",
                        Maintenance.class,
                        call -> maintenances.list(call.organization(), call.after(), call.limit())),
                Route.make(
                                "/maintenances",
                                "Announce a maintenance",
                                Scope.RESPOND,
                                NewMaintenance.class,
                                Maintenance.class,
                                call ->
                                        maintenances.schedule(
                                                call.organization(),
                                                call.body(NewMaintenance.class),
                                                call.actor()))
                        .triedOut(),
                Route.read(
                        ONE,
                        "Read a maintenance",
                        Maintenance.class,
                        call -> maintenances.get(call.organization(), id(call))),
                Route.replace(
                                ONE,
                                "Change what was announced",
                                Scope.RESPOND,
                                NewMaintenance.class,
                                Maintenance.class,
                                call ->
                                        maintenances.change(
                                                call.organization(),
                                                id(call),
                                                call.body(NewMaintenance.class),
                                                call.actor()))
                        .triedOut(),
                Route.remove(ONE, "Call a maintenance off", Scope.RESPOND, this::cancel),
                Route.make(
                                ONE + "/updates",
                                "Say one more thing",
                                Scope.RESPOND,
                                IncidentInputs.TextInput.class,
                                Maintenance.class,
                                call ->
                                        maintenances.update(
                                                call.organization(),
                                                id(call),
                                                text(call),
                                                call.actor()))
                        .triedOut(),
                Route.act(
                                ONE + "/start",
                                "Begin now",
                                Scope.RESPOND,
                                IncidentInputs.TextInput.class,
                                Maintenance.class,
                                call ->
                                        maintenances.start(
                                                call.organization(),
                                                id(call),
                                                text(call),
                                                call.actor()))
                        .triedOut(),
                Route.act(
                                ONE + "/complete",
                                "It is done",
                                Scope.RESPOND,
                                IncidentInputs.TextInput.class,
                                Maintenance.class,
                                call ->
                                        maintenances.complete(
                                                call.organization(),
                                                id(call),
                                                text(call),
                                                call.actor()))
                        .triedOut(),
                Route.read(
                        ONE + "/timeline",
                        "The private timeline",
                        MaintenanceTimeline.class,
                        call ->
                                new MaintenanceTimeline(
                                        maintenances.timeline(call.organization(), id(call)))));
    }

    private static MaintenanceId id(Call call) {
        return call.id("maintenance", MaintenanceId::new);
    }

    private static String text(Call call) {
        return call.body(IncidentInputs.TextInput.class).body();
    }

    private Object cancel(Call call) {
        maintenances.cancel(call.organization(), id(call), call.actor());
        return Nothing.INSTANCE;
    }
}
