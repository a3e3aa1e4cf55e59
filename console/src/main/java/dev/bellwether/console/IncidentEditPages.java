package dev.bellwether.console;

import dev.bellwether.incident.IncidentEdit;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.Update;
import dev.bellwether.model.UpdateId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Changing what stands: an incident's name, impact and services, and the words of an update.
final class IncidentEditPages {
    private static final String HOME = IncidentPages.HOME;

    record EditView(Form form, Incident incident, AffectedForm affected) {
        List<Option> impacts() {
            return Option.of(Impact.class, Words::of);
        }
    }

    record UpdateView(Form form, Incident incident, Update update, Optional<String> preview) {}

    private final Rooms rooms;

    IncidentEditPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME + "/{id}/edit", Role.RESPONDER, this::editForm);
        routes.post(HOME + "/{id}/edit", Role.RESPONDER, this::edit);
        routes.get(HOME + "/{id}/updates/{update}", Role.RESPONDER, this::updateForm);
        routes.post(HOME + "/{id}/updates/{update}", Role.RESPONDER, this::editUpdate);
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
                        IncidentListPages.impact(form),
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
