package dev.bellwether.console;

import dev.bellwether.incident.Application;
import dev.bellwether.incident.ServiceState;
import dev.bellwether.model.ApplicationId;
import dev.bellwether.model.Incident;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Role;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Applications: services that depend on each other, drawn.
final class ApplicationPages {
    static final String HOME = "/console/applications";

    record Row(Application application, Status status) {}

    record ListView(List<Row> rows) {}

    record View(
            Application application, Status status, ServiceGraph graph, List<Incident> incidents) {
        String path() {
            return HOME + "/" + application.id();
        }
    }

    record FormView(Form form, Optional<Application> application, List<Option> services) {
        String title() {
            return application.map(one -> "Set-up of " + one.name()).orElse("New application");
        }

        String back() {
            return application.map(one -> HOME + "/" + one.id()).orElse(HOME);
        }

        String action() {
            return application.map(one -> HOME + "/" + one.id() + "/edit").orElse(HOME + "/new");
        }
    }

    private final Rooms rooms;

    ApplicationPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(
                HOME + "/new",
                Role.EDITOR,
                visit -> form(200, visit, Form.blank(), Optional.empty()));
        routes.post(HOME + "/new", Role.EDITOR, visit -> save(visit, Optional.empty()));
        routes.get(HOME + "/{id}", Role.VIEWER, this::show);
        routes.get(HOME + "/{id}/edit", Role.EDITOR, this::edit);
        routes.post(
                HOME + "/{id}/edit", Role.EDITOR, visit -> save(visit, Optional.of(find(visit))));
        routes.post(HOME + "/{id}/remove", Role.EDITOR, this::remove);
    }

    private Reply list(Visit visit) {
        List<ServiceState> states = rooms.statuses().all(visit.organization());
        var view =
                new ListView(
                        rooms.incident().applications().list(visit.organization()).stream()
                                .map(one -> new Row(one, worst(one, states)))
                                .toList());
        return Reply.page(
                "applications",
                (out, frame) -> JteapplicationsGenerated.render(out, Html.PLAIN, frame, view));
    }

    private static Status worst(Application application, List<ServiceState> states) {
        return states.stream()
                .filter(state -> application.services().contains(state.service()))
                .map(ServiceState::status)
                .reduce(Status::worse)
                .orElse(Status.UNKNOWN);
    }

    private Reply show(Visit visit) {
        Application application = find(visit);
        OrganizationId organization = visit.organization();
        List<ServiceState> states = rooms.statuses().all(organization);
        Set<ServiceId> services = application.services();
        var view =
                new View(
                        application,
                        worst(application, states),
                        ServiceGraph.of(
                                services,
                                rooms.services().list(organization),
                                rooms.incident().dependencies().all(organization),
                                states),
                        rooms.incidents().open(organization).stream()
                                .filter(one ->
                                        one.affected().keySet().stream()
                                                .anyMatch(services::contains))
                                .toList());
        return Reply.page(
                "applications",
                (out, frame) -> JteapplicationGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply edit(Visit visit) {
        Application application = find(visit);
        Form form =
                Form.blank()
                        .with("name", application.name())
                        .with("description", application.description())
                        .withAll(
                                "services",
                                application.services().stream().map(ServiceId::value).toList());
        return form(200, visit, form, Optional.of(application));
    }

    private Reply save(Visit visit, Optional<Application> before) {
        Form form = visit.form();
        var chosen = new java.util.HashSet<ServiceId>();
        rooms.services().list(visit.organization()).stream()
                .filter(one -> form.chosen("services", one.id().value()))
                .forEach(one -> chosen.add(one.id()));
        return form.submit(
                () -> {
                    Application saved =
                            rooms.incident()
                                    .applications()
                                    .save(
                                            new Application(
                                                    before.map(Application::id)
                                                            .orElseGet(
                                                                    rooms.incident().applications()
                                                                            ::newId),
                                                    visit.organization(),
                                                    form.text("name"),
                                                    form.text("description"),
                                                    chosen),
                                            visit.actor());
                    return Reply.done(HOME + "/" + saved.id(), saved.name() + " was saved.");
                },
                () -> form(422, visit, form, before));
    }

    private Reply remove(Visit visit) {
        Application application = find(visit);
        rooms.incident()
                .applications()
                .remove(visit.organization(), application.id(), visit.actor());
        return Reply.done(HOME, application.name() + " was removed. Its services stay.");
    }

    private Reply form(int status, Visit visit, Form form, Optional<Application> application) {
        List<Option> services =
                rooms.services().list(visit.organization()).stream()
                        .map(one -> new Option(one.id().value(), one.name()))
                        .toList();
        var view = new FormView(form, application, services);
        return new Reply.Page(
                status,
                "applications",
                (out, frame) -> JteapplicationFormGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Application find(Visit visit) {
        return rooms.incident()
                .applications()
                .get(visit.organization(), visit.id("application", ApplicationId::new));
    }
}
