package dev.bellwether.console;

import dev.bellwether.incident.IncidentEdit;
import dev.bellwether.incident.NewIncident;
import dev.bellwether.incident.NewUpdate;
import dev.bellwether.incident.TimelineEntry;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.Update;
import dev.bellwether.model.UpdateId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Incidents: the lists, one incident with all that was said and all that happened, and what a
/// person does about it.
final class IncidentPages {
    static final String HOME = "/console/incidents";
    private static final int PAGE = 30;

    record ListView(String tab, List<Incident> incidents, Optional<String> next, boolean begun) {}

    record NewView(Form form, AffectedForm affected, Optional<String> preview) {
        List<Option> statuses() {
            return STATUSES;
        }

        List<Option> impacts() {
            return impactOptions("From the services affected");
        }
    }

    record AffectedRow(String id, String name, Status status) {}

    record View(
            Form form,
            Incident incident,
            List<AffectedRow> services,
            AffectedForm affected,
            Optional<String> preview,
            Optional<AlertPages.AlertView> alert,
            List<TimelineEntry> timeline) {
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

    record EditView(Form form, Incident incident, AffectedForm affected) {
        List<Option> impacts() {
            return Option.of(Impact.class, Words::of);
        }
    }

    record UpdateView(Form form, Incident incident, Update update, Optional<String> preview) {}

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
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/new", Role.RESPONDER, this::blank);
        routes.post(HOME + "/new", Role.RESPONDER, this::open);
        routes.get(HOME + "/{id}", Role.VIEWER, this::show);
        routes.post(HOME + "/{id}/update", Role.RESPONDER, this::update);
        routes.get(HOME + "/{id}/edit", Role.RESPONDER, this::editForm);
        routes.post(HOME + "/{id}/edit", Role.RESPONDER, this::edit);
        routes.get(HOME + "/{id}/updates/{update}", Role.RESPONDER, this::updateForm);
        routes.post(HOME + "/{id}/updates/{update}", Role.RESPONDER, this::editUpdate);
        routes.post(HOME + "/{id}/publish", Role.RESPONDER, this::publish);
        routes.post(HOME + "/{id}/delete", Role.RESPONDER, this::delete);
        routes.post(HOME + "/{id}/wheel", Role.RESPONDER, this::wheel);
        routes.post(HOME + "/{id}/note", Role.RESPONDER, this::note);
        routes.post("/console/markdown", Role.VIEWER, IncidentPages::preview);
    }

    private Reply list(Visit visit) {
        String tab = visit.query("view");
        if (tab.equals("history")) {
            var slice = rooms.incidents().list(visit.organization(), visit.optional("next"), PAGE);
            return listPage(
                    new ListView(
                            tab,
                            slice.items(),
                            slice.next().map(n -> Links.to(HOME, "view", tab, "next", n)),
                            visit.optional("next").isPresent()));
        }
        boolean drafts = tab.equals("drafts");
        List<Incident> open =
                rooms.incidents().open(visit.organization()).stream()
                        .filter(incident -> !drafts || !incident.published())
                        .toList();
        int from = Paging.from(visit);
        Optional<String> next =
                from + PAGE < open.size()
                        ? Optional.of(Links.to(HOME, "view", tab, "from", "" + (from + PAGE)))
                        : Optional.empty();
        String shown = drafts ? "drafts" : "open";
        return listPage(new ListView(shown, Paging.cut(open, from, PAGE), next, from > 0));
    }

    private static Reply listPage(ListView view) {
        return Reply.page(
                "incidents",
                (out, frame) -> JteincidentsGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply blank(Visit visit) {
        Form form = Form.blank().with("status", "INVESTIGATING").with("published", true);
        visit.optional("service")
                .ifPresent(id -> form.with("affected." + id, Status.MAJOR_OUTAGE.name()));
        return newPage(200, visit, form, Optional.empty());
    }

    private Reply open(Visit visit) {
        Form form = visit.form();
        if (form.has("preview")) {
            return newPage(200, visit, form, Optional.of(Markdown.html(form.raw("body"))));
        }
        var what =
                new NewIncident(
                        form.text("name"),
                        form.choice("status", IncidentStatus.class, IncidentStatus.INVESTIGATING),
                        impact(form),
                        AffectedForm.read(form, services(visit)),
                        form.raw("body").strip(),
                        form.checked("published"),
                        false,
                        Optional.empty(),
                        Optional.empty());
        return form.submit(
                () -> {
                    Incident incident =
                            rooms.incidents().open(visit.organization(), what, visit.actor());
                    return Reply.done(
                            HOME + "/" + incident.id(),
                            incident.published()
                                    ? "The incident is open and shown on the status page."
                                    : "The draft was saved. Only your team sees it.");
                },
                () -> newPage(422, visit, form, Optional.empty()));
    }

    private Reply newPage(int status, Visit visit, Form form, Optional<String> preview) {
        var view = new NewView(form, AffectedForm.of(services(visit), form), preview);
        return new Reply.Page(
                status,
                "incidents",
                (out, frame) -> JteincidentNewGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply show(Visit visit) {
        Incident incident = find(visit);
        Form form = Form.blank().with("status", incident.status().name());
        AffectedForm.fill(form, incident.affected());
        form.with("expected", incident.updatedAt());
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
                        rooms.incidents().timeline(visit.organization(), incident.id()).reversed());
        return new Reply.Page(
                status,
                "incidents",
                (out, frame) -> JteincidentGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply editForm(Visit visit) {
        Incident incident = find(visit);
        Form form =
                Form.blank().with("name", incident.name()).with("impact", incident.impact().name());
        AffectedForm.fill(form, incident.affected());
        return editPage(200, visit, form, incident);
    }

    private Reply edit(Visit visit) {
        Incident incident = find(visit);
        Form form = visit.form();
        var edit =
                new IncidentEdit(
                        Optional.of(form.text("name")),
                        impact(form),
                        Optional.of(AffectedForm.read(form, services(visit))),
                        Optional.empty());
        return form.submit(
                () -> {
                    rooms.incidents()
                            .edit(visit.organization(), incident.id(), edit, visit.actor());
                    return Reply.done(HOME + "/" + incident.id(), "The incident was changed.");
                },
                () -> editPage(422, visit, form, incident));
    }

    private Reply editPage(int status, Visit visit, Form form, Incident incident) {
        var view = new EditView(form, incident, AffectedForm.of(services(visit), form));
        return new Reply.Page(
                status,
                "incidents",
                (out, frame) -> JteincidentEditGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply updateForm(Visit visit) {
        Incident incident = find(visit);
        Update update = findUpdate(visit, incident);
        Form form = Form.blank().with("body", update.body()).with("at", Times.field(update.at()));
        return updatePage(200, form, incident, update, Optional.empty());
    }

    private Reply editUpdate(Visit visit) {
        Incident incident = find(visit);
        Update update = findUpdate(visit, incident);
        Form form = visit.form();
        if (form.has("preview")) {
            Optional<String> preview = Optional.of(Markdown.html(form.raw("body")));
            return updatePage(200, form, incident, update, preview);
        }
        Instant at = form.instant("at", update.at());
        Optional<Instant> moved =
                Times.field(at).equals(Times.field(update.at()))
                        ? Optional.empty()
                        : Optional.of(at);
        return form.submit(
                () -> {
                    rooms.incidents()
                            .editUpdate(
                                    visit.organization(),
                                    incident.id(),
                                    update.id(),
                                    form.raw("body").strip(),
                                    moved,
                                    visit.actor());
                    return Reply.done(
                            HOME + "/" + incident.id(),
                            "The update was changed"
                                    + (incident.published() ? ", and says so on the page." : "."));
                },
                () -> updatePage(422, form, incident, update, Optional.empty()));
    }

    private static Reply updatePage(
            int status, Form form, Incident incident, Update update, Optional<String> preview) {
        var view = new UpdateView(form, incident, update, preview);
        return new Reply.Page(
                status,
                "incidents",
                (out, frame) -> JteincidentUpdateGenerated.render(out, Html.PLAIN, frame, view));
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

    private static Optional<Impact> impact(Form form) {
        return form.optional("impact").map(_ -> form.choice("impact", Impact.class, Impact.NONE));
    }

    static List<Option> impactOptions(String unset) {
        var options = new ArrayList<Option>();
        options.add(new Option("", unset));
        options.addAll(Option.of(Impact.class, Words::of));
        return options;
    }

    private List<Service> services(Visit visit) {
        return rooms.services().list(visit.organization());
    }

    private Incident find(Visit visit) {
        return rooms.incidents().get(visit.organization(), visit.id("incident", IncidentId::new));
    }

    private static Update findUpdate(Visit visit, Incident incident) {
        UpdateId id = visit.path("update", "update", UpdateId::new);
        return incident.updates().stream()
                .filter(update -> update.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new dev.bellwether.model.NotFound("update", id.value()));
    }
}
