package dev.bellwether.api;

import dev.bellwether.incident.Postmortems;
import dev.bellwether.model.Incident;
import dev.bellwether.people.Scope;
import java.util.List;

/// The report after the fact.
final class PostmortemRoutes {
    private static final String ONE = "/incidents/{incident}/postmortem";

    private final Postmortems postmortems;

    PostmortemRoutes(Postmortems postmortems) {
        this.postmortems = postmortems;
    }

    /// @param body Markdown
    record Draft(String body) {}

    List<Route> routes() {
        return List.of(
                Route.read(
                        ONE + "/draft",
                        "A report made from the timeline",
                        Draft.class,
                        call ->
                                new Draft(
                                        postmortems.draft(
                                                call.organization(), IncidentRoutes.id(call)))),
                Route.replace(
                                ONE,
                                "Write the report",
                                Scope.RESPOND,
                                IncidentInputs.TextInput.class,
                                Incident.class,
                                call ->
                                        postmortems.write(
                                                call.organization(),
                                                IncidentRoutes.id(call),
                                                IncidentRoutes.text(call),
                                                call.actor()))
                        .triedOut(),
                Route.act(
                        ONE + "/publish",
                        "Publish the report",
                        Scope.RESPOND,
                        Incident.class,
                        call ->
                                postmortems.publish(
                                        call.organization(),
                                        IncidentRoutes.id(call),
                                        call.actor())),
                Route.act(
                        ONE + "/revert",
                        "Take the report off the page; its text stays",
                        Scope.RESPOND,
                        Incident.class,
                        call ->
                                postmortems.revert(
                                        call.organization(),
                                        IncidentRoutes.id(call),
                                        call.actor())));
    }
}
