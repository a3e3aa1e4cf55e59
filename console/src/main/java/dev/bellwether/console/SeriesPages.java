package dev.bellwether.console;

import dev.bellwether.incident.MaintenanceSeries;
import dev.bellwether.incident.NewSeries;
import dev.bellwether.incident.Occurrence;
import dev.bellwether.incident.Series;
import dev.bellwether.model.MaintenanceId;
import dev.bellwether.model.Role;
import dev.bellwether.model.SeriesId;
import dev.bellwether.model.ServiceId;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Maintenance that comes again.
final class SeriesPages {
    static final String HOME = MaintenancePages.HOME + "/series";

    /// @param from the occurrence from which on it changes; empty changes all
    record FormView(
            Form form,
            Optional<Series> series,
            Optional<String> from,
            List<Option> services,
            Optional<String> preview) {
        String action() {
            return series.map(one -> Links.to(HOME + "/" + one.id(), "from", from.orElse("")))
                    .orElse(HOME + "/new");
        }

        String title() {
            return series.map(one -> "Change " + one.plan().name())
                    .orElse("Maintenance that comes again");
        }
    }

    private final Rooms rooms;

    SeriesPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME + "/new", Role.RESPONDER, this::blank);
        routes.post(HOME + "/new", Role.RESPONDER, this::make);
        routes.get(HOME + "/{id}", Role.RESPONDER, this::edit);
        routes.post(HOME + "/{id}", Role.RESPONDER, this::change);
        routes.post(HOME + "/{id}/end", Role.RESPONDER, this::end);
        routes.post(MaintenancePages.HOME + "/{id}/skip", Role.RESPONDER, this::skip);
    }

    private MaintenanceSeries door() {
        return rooms.incident().series();
    }

    private Reply blank(Visit visit) {
        Form form =
                Form.blank()
                        .with(
                                "begins",
                                Times.field(
                                        visit.now()
                                                .truncatedTo(ChronoUnit.DAYS)
                                                .plus(Duration.ofHours(27))))
                        .with("zone", zone(visit))
                        .with("rule", "FREQ=WEEKLY;BYDAY=SU")
                        .with("lasts", "1h")
                        .with("reminders", "24h, 1h")
                        .with("autoTransition", true);
        return page(200, visit, form, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Of the organization's first page: that is where visitors read it.
    private String zone(Visit visit) {
        return rooms.pages().list(visit.organization()).stream()
                .findFirst()
                .map(page -> page.timeZone())
                .orElse("UTC");
    }

    private Reply make(Visit visit) {
        Form form = visit.form();
        if (form.has("preview")) {
            return page(200, visit, form, Optional.empty(), Optional.empty(), preview(form));
        }
        NewSeries plan = read(form, visit);
        return form.submit(
                () -> {
                    door().make(visit.organization(), plan, visit.actor());
                    return Reply.done(MaintenancePages.HOME, "The next occurrences are announced.");
                },
                () -> page(422, visit, form, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private Reply edit(Visit visit) {
        Series series = find(visit);
        NewSeries plan = series.plan();
        Optional<String> from = visit.optional("from");
        Form form =
                Form.blank()
                        .with("name", plan.name())
                        .with("body", plan.body())
                        .with("begins", from.orElse(plan.begins()))
                        .with("zone", plan.zone())
                        .with("rule", plan.rule())
                        .with("lasts", Spans.write(plan.lasts()))
                        .with("reminders", MaintenancePages.spans(plan.reminders()))
                        .with("autoTransition", plan.autoTransition())
                        .withAll(
                                "affected",
                                plan.affected().stream().map(ServiceId::value).toList());
        return page(200, visit, form, Optional.of(series), from, Optional.empty());
    }

    private Reply change(Visit visit) {
        Series series = find(visit);
        Optional<String> from = visit.optional("from");
        Form form = visit.form();
        if (form.has("preview")) {
            return page(200, visit, form, Optional.of(series), from, preview(form));
        }
        NewSeries plan = read(form, visit);
        return form.submit(
                () -> {
                    if (from.isPresent()) {
                        door().changeFollowing(
                                        visit.organization(),
                                        series.id(),
                                        from.get(),
                                        plan,
                                        visit.actor());
                        return Reply.done(
                                MaintenancePages.HOME,
                                "This one and all that follow were changed.");
                    }
                    door().change(visit.organization(), series.id(), plan, visit.actor());
                    return Reply.done(
                            MaintenancePages.HOME, "All that have not begun were changed.");
                },
                () -> page(422, visit, form, Optional.of(series), from, Optional.empty()));
    }

    private Reply end(Visit visit) {
        Series series = find(visit);
        door().end(visit.organization(), series.id(), visit.actor());
        return Reply.done(
                MaintenancePages.HOME,
                series.plan().name() + " does not come again. What has not begun was called off.");
    }

    private Reply skip(Visit visit) {
        MaintenanceId id = visit.id("maintenance", MaintenanceId::new);
        Occurrence one =
                door().occurrence(visit.organization(), id)
                        .orElseThrow(
                                () -> new dev.bellwether.model.NotFound("occurrence", id.value()));
        door().skip(visit.organization(), one.series(), one.occurs(), visit.actor());
        return Reply.done(MaintenancePages.HOME, "This one is left out. The others stay.");
    }

    private NewSeries read(Form form, Visit visit) {
        return new NewSeries(
                form.text("name"),
                form.raw("body").strip(),
                AffectedForm.ticked(form, rooms.services().list(visit.organization())),
                form.text("begins"),
                form.text("zone"),
                form.text("rule"),
                form.span("lasts", Duration.ZERO),
                form.checked("autoTransition"),
                MaintenancePages.reminders(form));
    }

    private static Optional<String> preview(Form form) {
        return Optional.of(Markdown.html(form.raw("body")));
    }

    private Reply page(
            int status,
            Visit visit,
            Form form,
            Optional<Series> series,
            Optional<String> from,
            Optional<String> preview) {
        List<Option> services =
                rooms.services().list(visit.organization()).stream()
                        .map(s -> new Option(s.id().value(), s.name()))
                        .toList();
        var view = new FormView(form, series, from, services, preview);
        return new Reply.Page(
                status,
                "maintenance",
                (out, frame) -> JteseriesFormGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Series find(Visit visit) {
        return door().get(visit.organization(), visit.id("series", SeriesId::new));
    }
}
