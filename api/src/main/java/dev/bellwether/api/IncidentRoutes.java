package dev.bellwether.api;

import dev.bellwether.incident.IncidentEdit;
import dev.bellwether.incident.Incidents;
import dev.bellwether.incident.NewIncident;
import dev.bellwether.incident.NewUpdate;
import dev.bellwether.incident.TimelineEntry;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Slice;
import dev.bellwether.model.UpdateId;
import dev.bellwether.people.Scope;
import java.util.List;
import java.util.Optional;

/// Incidents: open, say more, take and return the wheel, resolve, tell afterwards.
final class IncidentRoutes {
    private static final String ONE = "/incidents/{incident}";

    private final Incidents incidents;

    IncidentRoutes(Incidents incidents) {
        this.incidents = incidents;
    }

    record Timeline(List<TimelineEntry> entries) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                                "/incidents",
                                "List incidents, the newest first",
                                Incident.class,
                                this::list)
                        .with(
                                Query.text("service", "Only those that affect this service"),
                                Query.text("state", "`open` for those that are not resolved")),
                Route.make(
                                "/incidents",
                                "Open an incident, or tell of one afterwards",
                                Scope.RESPOND,
                                NewIncident.class,
                                Incident.class,
                                call ->
                                        incidents.open(
                                                call.organization(),
                                                call.body(NewIncident.class),
                                                call.actor()))
                        .triedOut(),
                Route.read(
                        ONE,
                        "Read an incident",
                        Incident.class,
                        call -> incidents.get(call.organization(), id(call))),
                Route.change(
                                ONE,
                                "Change an incident's name, impact or affected services",
                                Scope.RESPOND,
                                IncidentEdit.class,
                                Incident.class,
                                call ->
                                        incidents.edit(
                                                call.organization(),
                                                id(call),
                                                call.body(IncidentEdit.class),
                                                call.actor()))
                        .triedOut(),
                Route.remove(ONE, "Throw a draft away", Scope.RESPOND, this::deleteDraft),
                Route.make(
                                ONE + "/updates",
                                "Say one more thing",
                                Scope.RESPOND,
                                NewUpdate.class,
                                Incident.class,
                                call ->
                                        incidents.update(
                                                call.organization(),
                                                id(call),
                                                call.body(NewUpdate.class),
                                                call.actor()))
                        .triedOut(),
                Route.change(
                                ONE + "/updates/{update}",
                                "Change what was said; shown as an edit",
                                Scope.RESPOND,
                                IncidentInputs.UpdateEditInput.class,
                                Incident.class,
                                this::editUpdate)
                        .triedOut(),
                Route.act(
                                ONE + "/resolve",
                                "Resolve an incident",
                                Scope.RESPOND,
                                IncidentInputs.TextInput.class,
                                Incident.class,
                                call ->
                                        incidents.resolve(
                                                call.organization(),
                                                id(call),
                                                text(call),
                                                call.actor()))
                        .triedOut(),
                Route.act(
                        ONE + "/publish",
                        "Publish a draft",
                        Scope.RESPOND,
                        Incident.class,
                        call -> incidents.publish(call.organization(), id(call), call.actor())),
                Route.act(
                        ONE + "/wheel/take",
                        "Drive by hand: automation only notes",
                        Scope.RESPOND,
                        Incident.class,
                        call -> incidents.takeWheel(call.organization(), id(call), call.actor())),
                Route.act(
                        ONE + "/wheel/return",
                        "Let automation drive again",
                        Scope.RESPOND,
                        Incident.class,
                        call -> incidents.returnWheel(call.organization(), id(call), call.actor())),
                Route.act(
                                ONE + "/notes",
                                "Add a line to the private timeline",
                                Scope.RESPOND,
                                IncidentInputs.TextInput.class,
                                Incident.class,
                                this::note)
                        .triedOut(),
                Route.read(
                        ONE + "/timeline",
                        "The private timeline",
                        Timeline.class,
                        call -> new Timeline(incidents.timeline(call.organization(), id(call)))));
    }

    static IncidentId id(Call call) {
        return call.id("incident", IncidentId::new);
    }

    static String text(Call call) {
        return call.body(IncidentInputs.TextInput.class).body();
    }

    private Slice<Incident> list(Call call) {
        Optional<String> state = call.query("state");
        if (state.isPresent()) {
            if (!state.get().equals("open")) {
                throw new InvalidInput("state", "'" + state.get() + "' is not open");
            }
            return Cursors.cut(
                    incidents.open(call.organization()), incident -> incident.id().value(), call);
        }
        Optional<String> service = call.query("service");
        if (service.isPresent()) {
            return incidents.list(
                    call.organization(), serviceId(service.get()), call.after(), call.limit());
        }
        return incidents.list(call.organization(), call.after(), call.limit());
    }

    private static ServiceId serviceId(String text) {
        try {
            return new ServiceId(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("service", "'" + text + "' is not an id");
        }
    }

    private Object deleteDraft(Call call) {
        incidents.deleteDraft(call.organization(), id(call), call.actor());
        return Nothing.INSTANCE;
    }

    private Incident editUpdate(Call call) {
        var edit = call.body(IncidentInputs.UpdateEditInput.class);
        return incidents.editUpdate(
                call.organization(),
                id(call),
                call.id("update", UpdateId::new),
                edit.body(),
                edit.at(),
                call.actor());
    }

    private Incident note(Call call) {
        incidents.note(call.organization(), id(call), text(call), call.actor());
        return incidents.get(call.organization(), id(call));
    }
}
