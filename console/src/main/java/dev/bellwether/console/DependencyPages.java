package dev.bellwether.console;

import dev.bellwether.model.Dependencies;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a service depends on: said by a person.
final class DependencyPages {
    record View(Form form, Service service, List<Option> services) {
        String path() {
            return ServicePages.HOME + "/" + service.id();
        }
    }

    /// @param graph the service with what it needs and what needs it
    record Neighbours(List<Service> needs, List<Service> usedBy, ServiceGraph graph) {
        boolean any() {
            return !needs.isEmpty() || !usedBy.isEmpty();
        }
    }

    private final Rooms rooms;

    DependencyPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(ServicePages.HOME + "/{id}/dependencies", Role.EDITOR, this::form);
        routes.post(ServicePages.HOME + "/{id}/dependencies", Role.EDITOR, this::save);
    }

    static Neighbours neighbours(Rooms rooms, Service service) {
        OrganizationId organization = service.organization();
        var map = rooms.incident().dependencies();
        Set<ServiceId> needs = map.of(organization, service.id()).on();
        Set<ServiceId> usedBy = map.usedBy(organization, service.id());
        if (needs.isEmpty() && usedBy.isEmpty()) {
            return new Neighbours(
                    List.of(),
                    List.of(),
                    ServiceGraph.of(Set.of(), List.of(), List.of(), List.of()));
        }
        List<Service> services = rooms.services().list(organization);
        Set<ServiceId> around = new HashSet<>(needs);
        around.addAll(usedBy);
        around.add(service.id());
        return new Neighbours(
                services.stream().filter(one -> needs.contains(one.id())).toList(),
                services.stream().filter(one -> usedBy.contains(one.id())).toList(),
                ServiceGraph.of(
                        around,
                        services,
                        map.all(organization),
                        rooms.statuses().all(organization)));
    }

    private Reply form(Visit visit) {
        Service service = find(visit);
        Dependencies now = rooms.incident().dependencies().of(visit.organization(), service.id());
        Form form =
                Form.blank()
                        .withAll("on", now.on().stream().map(ServiceId::value).toList())
                        .with("window", Spans.write(now.window()));
        return page(200, visit, form, service);
    }

    private Reply save(Visit visit) {
        Service service = find(visit);
        Form form = visit.form();
        Set<ServiceId> on = new HashSet<>();
        for (Service one : rooms.services().list(visit.organization())) {
            if (form.chosen("on", one.id().value())) {
                on.add(one.id());
            }
        }
        var wanted =
                new Dependencies(
                        service.id(),
                        visit.organization(),
                        on,
                        form.span("window", Dependencies.WINDOW));
        return form.submit(
                () -> {
                    rooms.incident().dependencies().save(wanted, visit.actor());
                    return Reply.done(
                            ServicePages.HOME + "/" + service.id(),
                            on.isEmpty()
                                    ? service.name() + " depends on nothing."
                                    : "When what it depends on fails, one incident names the cause.");
                },
                () -> page(422, visit, form, service));
    }

    private Reply page(int status, Visit visit, Form form, Service service) {
        List<Option> services =
                rooms.services().list(visit.organization()).stream()
                        .filter(one -> !one.id().equals(service.id()))
                        .map(one -> new Option(one.id().value(), one.name()))
                        .toList();
        var view = new View(form, service, services);
        return new Reply.Page(
                status,
                "services",
                (out, frame) -> JtedependenciesGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Service find(Visit visit) {
        return rooms.services().get(visit.organization(), visit.id("service", ServiceId::new));
    }
}
