package dev.bellwether.api;

import dev.bellwether.incident.Changes;
import dev.bellwether.incident.Incidents;
import dev.bellwether.incident.NewChange;
import dev.bellwether.model.Change;
import dev.bellwether.model.ChangeId;
import dev.bellwether.people.Scope;
import java.util.List;

/// What was done: deploys, rollouts, edits of configuration.
final class ChangeRoutes {
    private final Changes changes;
    private final Incidents incidents;

    ChangeRoutes(Changes changes, Incidents incidents) {
        this.changes = changes;
        this.incidents = incidents;
    }

    record ChangesBefore(List<Change> changes) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/changes",
                        "List what was done, the newest first",
                        Change.class,
                        call -> changes.list(call.organization(), call.after(), call.limit())),
                Route.make(
                                "/changes",
                                "Make a change known, such as a deploy",
                                Scope.RESPOND,
                                NewChange.class,
                                Change.class,
                                call ->
                                        changes.record(
                                                call.organization(),
                                                call.body(NewChange.class),
                                                call.actor()))
                        .triedOut(),
                Route.read(
                        "/changes/{change}",
                        "Read a change",
                        Change.class,
                        call -> changes.get(call.organization(), call.id("change", ChangeId::new))),
                Route.read(
                        "/incidents/{incident}/changes",
                        "What was done in the four hours before an incident began",
                        ChangesBefore.class,
                        call ->
                                new ChangesBefore(
                                        changes.before(
                                                incidents.get(
                                                        call.organization(),
                                                        IncidentRoutes.id(call))))));
    }
}
