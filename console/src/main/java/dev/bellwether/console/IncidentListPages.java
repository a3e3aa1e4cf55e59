package dev.bellwether.console;

import dev.bellwether.incident.NewIncident;
import dev.bellwether.incident.Template;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The lists of incidents, and opening one by hand.
final class IncidentListPages {
    private static final String HOME = IncidentPages.HOME;
    private static final int PAGE = 30;

    record ListView(String tab, List<Incident> incidents, Optional<String> next, boolean begun) {}

    record NewView(
            Form form, AffectedForm affected, Optional<String> preview, List<Option> templates) {
        List<Option> statuses() {
            return IncidentPages.STATUSES;
        }

        List<Option> impacts() {
            return impactOptions("From the services affected");
        }
    }

    private final Rooms rooms;

    IncidentListPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/new", Role.RESPONDER, this::blank);
        routes.post(HOME + "/new", Role.RESPONDER, this::open);
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
        TemplatePages.chosen(rooms, visit)
                .ifPresent(template -> {
                    template.affected()
                            .forEach(id -> form.with("affected." + id, state(template).name()));
                    TemplatePages.fill(rooms, visit, template, Set.of(), Map.of(), form);
                });
        return newPage(200, visit, form, Optional.empty());
    }

    /// What a template's impact says of its services; a person makes it worse where it is.
    private static Status state(Template template) {
        return switch (template.impact().orElse(Impact.MINOR)) {
            case CRITICAL -> Status.MAJOR_OUTAGE;
            case MAJOR -> Status.PARTIAL_OUTAGE;
            case NONE, MAINTENANCE, MINOR -> Status.DEGRADED;
        };
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
        var view =
                new NewView(
                        form,
                        AffectedForm.of(services(visit), form),
                        preview,
                        TemplatePages.options(rooms, visit, Template.Kind.INCIDENT));
        return new Reply.Page(
                status,
                "incidents",
                (out, frame) -> JteincidentNewGenerated.render(out, Html.PLAIN, frame, view));
    }

    static Optional<Impact> impact(Form form) {
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
}
