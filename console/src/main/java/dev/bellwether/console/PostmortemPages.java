package dev.bellwether.console;

import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.Role;
import java.util.Optional;

/// The report after the fact: drafted from the timeline, written by a person, published.
final class PostmortemPages {
    record View(Form form, Incident incident, Optional<String> preview) {
        boolean published() {
            return incident.postmortem().flatMap(Incident.Postmortem::publishedAt).isPresent();
        }

        String path() {
            return IncidentPages.HOME + "/" + incident.id() + "/postmortem";
        }
    }

    private final Rooms rooms;

    PostmortemPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(IncidentPages.HOME + "/{id}/postmortem", Role.RESPONDER, this::form);
        routes.post(IncidentPages.HOME + "/{id}/postmortem", Role.RESPONDER, this::save);
        routes.post(IncidentPages.HOME + "/{id}/postmortem/revert", Role.RESPONDER, this::revert);
    }

    private Reply revert(Visit visit) {
        Incident incident = find(visit);
        rooms.postmortems().revert(visit.organization(), incident.id(), visit.actor());
        return Reply.done(
                IncidentPages.HOME + "/" + incident.id() + "/postmortem",
                "The postmortem is off the page. Its text stays here.");
    }

    private Reply form(Visit visit) {
        Incident incident = find(visit);
        String body =
                incident.postmortem()
                        .map(Incident.Postmortem::body)
                        .orElseGet(() ->
                                rooms.postmortems().draft(visit.organization(), incident.id()));
        return page(200, Form.blank().with("body", body), incident, Optional.empty());
    }

    private Reply save(Visit visit) {
        Incident incident = find(visit);
        Form form = visit.form();
        if (form.has("preview")) {
            return page(200, form, incident, Optional.of(Markdown.html(form.raw("body"))));
        }
        return form.submit(
                () -> {
                    rooms.postmortems()
                            .write(
                                    visit.organization(),
                                    incident.id(),
                                    form.raw("body").strip(),
                                    visit.actor());
                    return form.has("publish") ? publish(visit, incident) : saved(incident);
                },
                () -> page(422, form, incident, Optional.empty()));
    }

    private Reply publish(Visit visit, Incident incident) {
        rooms.postmortems().publish(visit.organization(), incident.id(), visit.actor());
        return Reply.done(
                IncidentPages.HOME + "/" + incident.id(), "The postmortem is on the status page.");
    }

    private static Reply saved(Incident incident) {
        return Reply.done(
                IncidentPages.HOME + "/" + incident.id() + "/postmortem",
                "The postmortem was saved.");
    }

    private static Reply page(int status, Form form, Incident incident, Optional<String> preview) {
        var view = new View(form, incident, preview);
        return new Reply.Page(
                status,
                "incidents",
                (out, frame) -> JtepostmortemGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Incident find(Visit visit) {
        return rooms.incidents().get(visit.organization(), visit.id("incident", IncidentId::new));
    }
}
