package dev.bellwether.console;

import dev.bellwether.incident.NewUpdate;
import dev.bellwether.incident.Template;
import dev.bellwether.incident.TimelineEntry;
import dev.bellwether.model.Causation;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.Update;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One incident with all that was said and all that happened, and what a person does about it.
final class IncidentPages {
    static final String HOME = "/console/incidents";

    record AffectedRow(String id, String name, Status status) {}

    record View(
            Form form,
            Incident incident,
            List<AffectedRow> services,
            AffectedForm affected,
            Optional<String> preview,
            Optional<AlertPages.AlertView> alert,
            List<TimelineEntry> timeline,
            Optional<Causation> causation,
            List<Option> templates) {
        String path() {
            return HOME + "/" + incident.id();
        }

        List<Update> newestFirst() {
            return incident.updates().reversed();
        }

        List<Option> statuses() {
            return STATUSES;
        }

        boolean automatic() {
            return incident.wheel() == Incident.Wheel.AUTOMATION;
        }

        boolean over() {
            return !incident.status().isOpen();
        }
    }

    static final List<Option> STATUSES =
            List.of(
                    new Option(IncidentStatus.INVESTIGATING.name(), "Investigating"),
                    new Option(IncidentStatus.IDENTIFIED.name(), "Identified"),
                    new Option(IncidentStatus.MONITORING.name(), "Monitoring"),
                    new Option(IncidentStatus.RESOLVED.name(), "Resolved"));

    private final Rooms rooms;
    private final AlertPages alerts;

    IncidentPages(Rooms rooms, AlertPages alerts) {
        this.rooms = rooms;
        this.alerts = alerts;
    }

    void register(Routes routes) {
        routes.get(HOME + "/{id}", Role.VIEWER, this::show);
        routes.post(HOME + "/{id}/update", Role.RESPONDER, this::update);
        routes.post(HOME + "/{id}/publish", Role.RESPONDER, this::publish);
        routes.post(HOME + "/{id}/delete", Role.RESPONDER, this::delete);
        routes.post(HOME + "/{id}/wheel", Role.RESPONDER, this::wheel);
        routes.post(HOME + "/{id}/note", Role.RESPONDER, this::note);
        routes.post("/console/markdown", Role.VIEWER, IncidentPages::preview);
    }

    private Reply show(Visit visit) {
        Incident incident = find(visit);
        Form form = Form.blank().with("status", incident.status().name());
        AffectedForm.fill(form, incident.affected());
        form.with("expected", incident.updatedAt());
        TemplatePages.chosen(rooms, visit)
                .ifPresent(template ->
                        TemplatePages.fill(
                                rooms,
                                visit,
                                template,
                                incident.affected().keySet(),
                                Map.of("incident", incident.name()),
                                form));
        return page(200, visit, form, incident, Optional.empty());
    }

    private Reply update(Visit visit) {
        Incident incident = find(visit);
        Form form = visit.form();
        if (form.has("preview")) {
            return page(200, visit, form, incident, Optional.of(Markdown.html(form.raw("body"))));
        }
        var update =
                new NewUpdate(
                        Optional.of(form.choice("status", IncidentStatus.class, incident.status())),
                        Optional.empty(),
                        AffectedForm.read(form, services(visit)),
                        form.raw("body").strip(),
                        seen(form));
        return form.submit(
                () -> {
                    Incident after =
                            rooms.incidents()
                                    .update(
                                            visit.organization(),
                                            incident.id(),
                                            update,
                                            visit.actor());
                    return Reply.done(
                            HOME + "/" + incident.id(),
                            after.status().isOpen()
                                    ? "The update was posted. You have the wheel now."
                                    : "The incident is resolved.");
                },
                () -> page(422, visit, form, incident, Optional.empty()));
    }

    private static Optional<Instant> seen(Form form) {
        try {
            return form.optional("expected").map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Reply page(
            int status, Visit visit, Form form, Incident incident, Optional<String> preview) {
        List<Service> services = services(visit);
        Map<ServiceId, String> names = new HashMap<>();
        services.forEach(s -> names.put(s.id(), s.name()));
        List<AffectedRow> affected = new ArrayList<>();
        incident.affected()
                .forEach((id, state) ->
                        affected.add(
                                new AffectedRow(
                                        id.value(),
                                        names.getOrDefault(id, "A removed service"),
                                        state)));
        affected.sort(java.util.Comparator.comparing(AffectedRow::name));
        var view =
                new View(
                        form,
                        incident,
                        affected,
                        AffectedForm.of(services, form),
                        preview,
                        alerts.ofIncident(visit.organization(), incident.id()),
                        Named.entries(
                                rooms,
                                visit.organization(),
                                rooms.incidents()
                                        .timeline(visit.organization(), incident.id())
                                        .reversed()),
                        rooms.incident()
                                .dependencies()
                                .causation(visit.organization(), incident.id()),
                        TemplatePages.options(rooms, visit, Template.Kind.INCIDENT));
        return new Reply.Page(
                status,
                "incidents",
                (out, frame) -> JteincidentGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply publish(Visit visit) {
        IncidentId id = find(visit).id();
        rooms.incidents().publish(visit.organization(), id, visit.actor());
        return Reply.done(HOME + "/" + id, "The incident is on the status page now.");
    }

    private Reply delete(Visit visit) {
        IncidentId id = find(visit).id();
        rooms.incidents().deleteDraft(visit.organization(), id, visit.actor());
        return Reply.done(HOME, "The draft was deleted.");
    }

    private Reply wheel(Visit visit) {
        IncidentId id = find(visit).id();
        if (visit.form().checked("take")) {
            rooms.incidents().takeWheel(visit.organization(), id, visit.actor());
            return Reply.done(
                    HOME + "/" + id,
                    "You have the wheel: automation only writes to the private timeline.");
        }
        rooms.incidents().returnWheel(visit.organization(), id, visit.actor());
        return Reply.done(HOME + "/" + id, "Automation has the wheel again.");
    }

    private Reply note(Visit visit) {
        Incident incident = find(visit);
        String text = visit.form().text("text");
        if (text.isEmpty()) {
            return Reply.sorry(HOME + "/" + incident.id(), "An empty note was not saved.");
        }
        rooms.incidents().note(visit.organization(), incident.id(), text, visit.actor());
        return Reply.done(HOME + "/" + incident.id(), "The note is on the private timeline.");
    }

    /// The live preview beside a text area, for browsers with JavaScript.
    private static Reply preview(Visit visit) {
        String html = Markdown.html(visit.form().raw("body"));
        return new Reply.Raw(
                200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    private List<Service> services(Visit visit) {
        return rooms.services().list(visit.organization());
    }

    private Incident find(Visit visit) {
        return rooms.incidents().get(visit.organization(), visit.id("incident", IncidentId::new));
    }
}
