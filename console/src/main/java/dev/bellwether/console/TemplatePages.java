package dev.bellwether.console;

import dev.bellwether.incident.Filled;
import dev.bellwether.incident.Template;
import dev.bellwether.incident.Templates;
import dev.bellwether.model.Impact;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Role;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.TemplateId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Words kept for the next time, for incidents and for maintenance.
final class TemplatePages {
    static final String HOME = "/console/templates";

    record ListView(List<Template> templates) {}

    record FormView(
            Form form,
            Optional<Template> template,
            List<Option> services,
            Optional<String> preview) {
        List<Option> kinds() {
            return List.of(
                    new Option(Template.Kind.INCIDENT.name(), "Incident"),
                    new Option(Template.Kind.MAINTENANCE.name(), "Maintenance"));
        }

        List<Option> statuses() {
            var options = new ArrayList<Option>();
            options.add(new Option("", "As it is"));
            options.addAll(IncidentPages.STATUSES);
            return options;
        }

        List<Option> impacts() {
            return IncidentListPages.impactOptions("From the services affected");
        }

        String action() {
            return template.map(one -> HOME + "/" + one.id()).orElse(HOME + "/new");
        }

        String title() {
            return template.map(Template::name).orElse("New template");
        }
    }

    private final Rooms rooms;

    TemplatePages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(
                HOME + "/new",
                Role.EDITOR,
                visit -> form(200, visit, Form.blank(), Optional.empty(), Optional.empty()));
        routes.post(HOME + "/new", Role.EDITOR, visit -> save(visit, Optional.empty()));
        routes.get(HOME + "/{id}", Role.EDITOR, this::edit);
        routes.post(HOME + "/{id}", Role.EDITOR, visit -> save(visit, Optional.of(find(visit))));
        routes.post(HOME + "/{id}/remove", Role.EDITOR, this::remove);
    }

    /// The templates of a kind as choices, to be offered above a form.
    static List<Option> options(Rooms rooms, Visit visit, Template.Kind kind) {
        return rooms.incident().templates().list(visit.organization(), kind).stream()
                .map(one -> new Option(one.id().value(), one.name()))
                .toList();
    }

    /// What the query `template` names, filled for the services given.
    static Optional<Template> chosen(Rooms rooms, Visit visit) {
        return visit.optional("template")
                .filter(text -> text.matches("[a-z0-9]{1,64}"))
                .map(text ->
                        rooms.incident()
                                .templates()
                                .get(visit.organization(), new TemplateId(text)));
    }

    /// Puts a filled template into a form.
    static void fill(
            Rooms rooms,
            Visit visit,
            Template template,
            Set<ServiceId> affected,
            Map<String, String> values,
            Form form) {
        Templates templates = rooms.incident().templates();
        Filled filled = templates.fill(template, affected, values, visit.now());
        form.with("body", filled.body());
        if (!filled.title().isEmpty()) {
            form.with("name", filled.title());
        }
        template.status().ifPresent(status -> form.with("status", status.name()));
        template.impact().ifPresent(impact -> form.with("impact", impact.name()));
    }

    private Reply list(Visit visit) {
        var view = new ListView(rooms.incident().templates().list(visit.organization()));
        return Reply.page(
                "templates",
                (out, frame) -> JtetemplatesGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply edit(Visit visit) {
        Template template = find(visit);
        Form form =
                Form.blank()
                        .with("kind", template.kind().name())
                        .with("name", template.name())
                        .with("title", template.title())
                        .with("body", template.body())
                        .with("status", template.status().map(Enum::name))
                        .with("impact", template.impact().map(Enum::name))
                        .withAll(
                                "affected",
                                template.affected().stream().map(ServiceId::value).toList());
        return form(200, visit, form, Optional.of(template), Optional.empty());
    }

    private Reply save(Visit visit, Optional<Template> before) {
        Form form = visit.form();
        if (form.has("preview")) {
            return form(200, visit, form, before, Optional.of(Markdown.html(form.raw("body"))));
        }
        Template.Kind kind = form.choice("kind", Template.Kind.class, Template.Kind.INCIDENT);
        boolean isIncident = kind == Template.Kind.INCIDENT;
        Optional<IncidentStatus> status =
                form.optional("status")
                        .filter(_ -> isIncident)
                        .map(_ ->
                                form.choice(
                                        "status",
                                        IncidentStatus.class,
                                        IncidentStatus.INVESTIGATING));
        Optional<Impact> impact =
                form.optional("impact")
                        .filter(_ -> isIncident)
                        .map(_ -> form.choice("impact", Impact.class, Impact.NONE));
        return form.submit(
                () -> {
                    Templates templates = rooms.incident().templates();
                    Template saved =
                            templates.save(
                                    new Template(
                                            before.map(Template::id).orElseGet(templates::newId),
                                            visit.organization(),
                                            kind,
                                            form.text("name"),
                                            form.text("title"),
                                            form.raw("body").strip(),
                                            status,
                                            impact,
                                            AffectedForm.ticked(
                                                    form,
                                                    rooms.services().list(visit.organization()))),
                                    visit.actor());
                    return Reply.done(HOME, saved.name() + " was saved.");
                },
                () -> form(422, visit, form, before, Optional.empty()));
    }

    private Reply remove(Visit visit) {
        Template template = find(visit);
        rooms.incident().templates().remove(visit.organization(), template.id(), visit.actor());
        return Reply.done(HOME, template.name() + " was removed.");
    }

    private Reply form(
            int status,
            Visit visit,
            Form form,
            Optional<Template> template,
            Optional<String> preview) {
        List<Option> services =
                rooms.services().list(visit.organization()).stream()
                        .map(one -> new Option(one.id().value(), one.name()))
                        .toList();
        var view = new FormView(form, template, services, preview);
        return new Reply.Page(
                status,
                "templates",
                (out, frame) -> JtetemplateFormGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Template find(Visit visit) {
        return rooms.incident()
                .templates()
                .get(visit.organization(), visit.id("template", TemplateId::new));
    }
}
