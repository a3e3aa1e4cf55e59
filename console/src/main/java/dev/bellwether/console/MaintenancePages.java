package dev.bellwether.console;

import dev.bellwether.incident.NewMaintenance;
import dev.bellwether.incident.Occurrence;
import dev.bellwether.incident.Series;
import dev.bellwether.incident.Template;
import dev.bellwether.incident.TimelineEntry;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Update;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Work that is announced: scheduled, told about, begun, completed.
final class MaintenancePages {
    static final String HOME = "/console/maintenance";
    private static final int PAGE = 30;

    record ListView(
            boolean all,
            List<Maintenance> maintenances,
            Optional<String> next,
            boolean begun,
            List<Series> series) {}

    record FormView(
            Form form,
            Optional<Maintenance> maintenance,
            List<Option> services,
            Optional<String> preview,
            List<Option> templates) {
        String action() {
            return maintenance.map(m -> HOME + "/" + m.id() + "/edit").orElse(HOME + "/new");
        }

        String back() {
            return maintenance.map(m -> HOME + "/" + m.id()).orElse(HOME);
        }

        String title() {
            return maintenance.map(m -> "Change " + m.name()).orElse("Schedule maintenance");
        }
    }

    record View(
            Form form,
            Maintenance maintenance,
            List<String> services,
            List<TimelineEntry> timeline,
            Optional<String> preview,
            Optional<Occurrence> occurrence,
            String reminders) {
        String path() {
            return HOME + "/" + maintenance.id();
        }

        List<Update> newestFirst() {
            return maintenance.updates().reversed();
        }
    }

    private final Rooms rooms;

    MaintenancePages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/new", Role.RESPONDER, this::blank);
        routes.post(HOME + "/new", Role.RESPONDER, this::schedule);
        routes.get(HOME + "/{id}", Role.VIEWER, this::show);
        routes.post(HOME + "/{id}/update", Role.RESPONDER, this::update);
        routes.get(HOME + "/{id}/edit", Role.RESPONDER, this::edit);
        routes.post(HOME + "/{id}/edit", Role.RESPONDER, this::change);
        routes.post(HOME + "/{id}/cancel", Role.RESPONDER, this::cancel);
    }

    private Reply list(Visit visit) {
        boolean all = visit.query("view").equals("all");
        ListView view;
        if (all) {
            var slice =
                    rooms.maintenances().list(visit.organization(), visit.optional("next"), PAGE);
            view =
                    new ListView(
                            true,
                            slice.items(),
                            slice.next().map(n -> Links.to(HOME, "view", "all", "next", n)),
                            visit.optional("next").isPresent(),
                            List.of());
        } else {
            List<Maintenance> open = rooms.maintenances().open(visit.organization());
            int from = Paging.from(visit);
            view =
                    new ListView(
                            false,
                            Paging.cut(open, from, PAGE),
                            from + PAGE < open.size()
                                    ? Optional.of(Links.to(HOME, "from", "" + (from + PAGE)))
                                    : Optional.empty(),
                            from > 0,
                            rooms.incident().series().list(visit.organization()));
        }
        return Reply.page(
                "maintenance",
                (out, frame) -> JtemaintenancesGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply blank(Visit visit) {
        Instant from = visit.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(24));
        Form form =
                Form.blank()
                        .with("scheduledFor", Times.field(from))
                        .with("scheduledUntil", Times.field(from.plus(Duration.ofHours(1))))
                        .with("reminders", "24h, 1h")
                        .with("autoTransition", true);
        TemplatePages.chosen(rooms, visit)
                .ifPresent(template -> {
                    TemplatePages.fill(rooms, visit, template, Set.of(), Map.of(), form);
                    form.withAll(
                            "affected",
                            template.affected().stream().map(ServiceId::value).toList());
                });
        return form(200, visit, form, null, Optional.empty());
    }

    private Reply schedule(Visit visit) {
        Form form = visit.form();
        if (form.has("preview")) {
            return form(200, visit, form, null, preview(form));
        }
        NewMaintenance what = read(form, visit);
        return form.submit(
                () -> {
                    Maintenance made =
                            rooms.maintenances()
                                    .schedule(visit.organization(), what, visit.actor());
                    return Reply.done(HOME + "/" + made.id(), "The maintenance is announced.");
                },
                () -> form(422, visit, form, null, Optional.empty()));
    }

    private Reply show(Visit visit) {
        return page(200, visit, Form.blank(), find(visit), Optional.empty());
    }

    /// One form with three buttons: say more, begin, complete.
    private Reply update(Visit visit) {
        Maintenance maintenance = find(visit);
        MaintenanceId id = maintenance.id();
        Form form = visit.form();
        if (form.has("preview")) {
            return page(200, visit, form, maintenance, preview(form));
        }
        String body = form.raw("body").strip();
        return form.submit(
                () -> {
                    var doors = rooms.maintenances();
                    if (form.has("start")) {
                        doors.start(visit.organization(), id, body, visit.actor());
                        return Reply.done(HOME + "/" + id, "The maintenance has begun.");
                    }
                    if (form.has("complete")) {
                        doors.complete(visit.organization(), id, body, visit.actor());
                        return Reply.done(HOME + "/" + id, "The maintenance is completed.");
                    }
                    doors.update(visit.organization(), id, body, visit.actor());
                    return Reply.done(HOME + "/" + id, "The update was posted.");
                },
                () -> page(422, visit, form, maintenance, Optional.empty()));
    }

    private Reply edit(Visit visit) {
        Maintenance maintenance = find(visit);
        Form form =
                Form.blank()
                        .with("name", maintenance.name())
                        .with("scheduledFor", Times.field(maintenance.scheduledFor()))
                        .with("scheduledUntil", Times.field(maintenance.scheduledUntil()))
                        .with("autoTransition", maintenance.autoTransition())
                        .with(
                                "reminders",
                                spans(
                                        rooms.maintenances()
                                                .reminders(visit.organization(), maintenance.id())))
                        .withAll(
                                "affected",
                                maintenance.affected().stream().map(ServiceId::value).toList());
        return form(200, visit, form, maintenance, Optional.empty());
    }

    private Reply change(Visit visit) {
        Maintenance maintenance = find(visit);
        Form form = visit.form();
        if (form.has("preview")) {
            return form(200, visit, form, maintenance, preview(form));
        }
        NewMaintenance what = read(form, visit);
        return form.submit(
                () -> {
                    rooms.maintenances()
                            .change(visit.organization(), maintenance.id(), what, visit.actor());
                    return Reply.done(
                            HOME + "/" + maintenance.id(), "The maintenance was changed.");
                },
                () -> form(422, visit, form, maintenance, Optional.empty()));
    }

    private Reply cancel(Visit visit) {
        rooms.maintenances().cancel(visit.organization(), find(visit).id(), visit.actor());
        return Reply.done(HOME, "The maintenance was called off.");
    }

    private NewMaintenance read(Form form, Visit visit) {
        for (String field : List.of("scheduledFor", "scheduledUntil")) {
            if (form.text(field).isEmpty()) {
                form.wrong(field, "is missing; a date and time in UTC is needed");
            }
        }
        return new NewMaintenance(
                form.text("name"),
                form.instant("scheduledFor", visit.now()),
                form.instant("scheduledUntil", visit.now()),
                AffectedForm.ticked(form, services(visit)),
                form.raw("body").strip(),
                form.checked("autoTransition"),
                reminders(form));
    }

    /// `24h, 1h` as it was typed.
    static List<Duration> reminders(Form form) {
        var spans = new ArrayList<Duration>();
        for (String one : form.text("reminders").split(",")) {
            if (!one.isBlank()) {
                try {
                    spans.add(Spans.parse(one));
                } catch (IllegalArgumentException e) {
                    form.wrong(
                            "reminders",
                            "'" + one.strip() + "' is not a time span; write for example 24h, 1h");
                }
            }
        }
        return spans;
    }

    static String spans(List<Duration> spans) {
        return spans.stream().map(Spans::write).collect(Collectors.joining(", "));
    }

    private static Optional<String> preview(Form form) {
        return Optional.of(Markdown.html(form.raw("body")));
    }

    private Reply form(
            int status,
            Visit visit,
            Form form,
            @org.jspecify.annotations.Nullable Maintenance maintenance,
            Optional<String> preview) {
        List<Option> services =
                services(visit).stream().map(s -> new Option(s.id().value(), s.name())).toList();
        var view =
                new FormView(
                        form,
                        Optional.ofNullable(maintenance),
                        services,
                        preview,
                        maintenance == null
                                ? TemplatePages.options(rooms, visit, Template.Kind.MAINTENANCE)
                                : List.of());
        return new Reply.Page(
                status,
                "maintenance",
                (out, frame) -> JtemaintenanceFormGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply page(
            int status, Visit visit, Form form, Maintenance maintenance, Optional<String> preview) {
        List<String> names =
                services(visit).stream()
                        .filter(s -> maintenance.affected().contains(s.id()))
                        .map(Service::name)
                        .toList();
        var view =
                new View(
                        form,
                        maintenance,
                        names,
                        rooms.maintenances()
                                .timeline(visit.organization(), maintenance.id())
                                .reversed(),
                        preview,
                        rooms.incident()
                                .series()
                                .occurrence(visit.organization(), maintenance.id()),
                        spans(
                                rooms.maintenances()
                                        .reminders(visit.organization(), maintenance.id())));
        return new Reply.Page(
                status,
                "maintenance",
                (out, frame) -> JtemaintenanceGenerated.render(out, Html.PLAIN, frame, view));
    }

    private List<Service> services(Visit visit) {
        return rooms.services().list(visit.organization());
    }

    private Maintenance find(Visit visit) {
        return rooms.maintenances()
                .get(visit.organization(), visit.id("maintenance", MaintenanceId::new));
    }
}
