package dev.bellwether.console;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.oncall.Gap;
import dev.bellwether.oncall.OpensGaps;
import dev.bellwether.oncall.ScheduleDraft;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Making and changing a schedule. What is typed is drawn as it would be, before it is saved.
final class ScheduleEditPages {
    private static final Duration DRAWN = Duration.ofDays(28);
    private static final int GAPS_SHOWN = 20;
    private static final Set<String> ZONES =
            ZoneId.getAvailableZoneIds().stream()
                    .filter(zone -> zone.contains("/") && !zone.startsWith("Etc/"))
                    .filter(zone -> !zone.startsWith("SystemV/"))
                    .collect(Collectors.toCollection(TreeSet::new));

    /// @param grid the four weeks ahead as they would be; empty while something is wrong
    /// @param opened the gaps that saving would open, which need a yes
    record View(
            Form form,
            Optional<Schedule> schedule,
            List<Option> people,
            Optional<ScheduleGrid> grid,
            List<Gap> opened) {
        String action() {
            return schedule.map(s -> SchedulePages.HOME + "/" + s.id() + "/edit")
                    .orElse(SchedulePages.HOME + "/new");
        }

        String back() {
            return schedule.map(s -> SchedulePages.HOME + "/" + s.id()).orElse(SchedulePages.HOME);
        }

        String title() {
            return schedule.map(s -> "Edit " + s.name()).orElse("New schedule");
        }

        Set<String> zones() {
            return ZONES;
        }

        List<Gap> shown() {
            return opened.stream().limit(GAPS_SHOWN).toList();
        }

        ZoneTimes times() {
            return ZoneTimes.of(form.text("zone"));
        }
    }

    private final Rooms rooms;
    private final ScheduleRoom room;

    ScheduleEditPages(Rooms rooms) {
        this.rooms = rooms;
        this.room = new ScheduleRoom(rooms);
    }

    void register(Routes routes) {
        String home = SchedulePages.HOME;
        routes.get(home + "/new", Role.EDITOR, this::fresh);
        routes.post(home + "/new", Role.EDITOR, visit -> submit(visit, null));
        routes.get(
                home + "/{id}/edit",
                Role.EDITOR,
                visit -> {
                    Schedule schedule = find(visit);
                    return page(200, visit, ScheduleForm.of(schedule), schedule, List.of());
                });
        routes.post(home + "/{id}/edit", Role.EDITOR, visit -> submit(visit, find(visit)));
    }

    private Reply fresh(Visit visit) {
        Form form = ScheduleForm.fresh(today(visit), "UTC");
        return page(200, visit, form, null, List.of());
    }

    private Reply submit(Visit visit, @Nullable Schedule before) {
        Form form = visit.form();
        if (form.has("change")) {
            Form after = ScheduleForm.changed(form, today(visit));
            return page(200, visit, after, before, List.of());
        }
        ScheduleDraft draft = ScheduleForm.read(form, today(visit));
        Optional<Instant> from = from(form);
        boolean accept = form.checked("accept");
        try {
            return form.submit(
                    () -> {
                        Schedule saved = save(visit, before, draft, from, accept);
                        return Reply.done(
                                SchedulePages.HOME + "/" + saved.id(),
                                saved.name() + " was saved.");
                    },
                    () -> page(422, visit, form, before, List.of()));
        } catch (OpensGaps e) {
            return page(409, visit, form, before, e.gaps());
        }
    }

    private Schedule save(
            Visit visit,
            @Nullable Schedule before,
            ScheduleDraft draft,
            Optional<Instant> from,
            boolean accept) {
        return before == null
                ? rooms.schedules().make(visit.organization(), draft, accept, visit.actor())
                : rooms.schedules()
                        .change(
                                visit.organization(),
                                before.id(),
                                draft,
                                from,
                                accept,
                                visit.actor());
    }

    /// The time at which it takes effect, on the wall clock of the zone.
    private static Optional<Instant> from(Form form) {
        return form.optional("from")
                .flatMap(text -> {
                    try {
                        return Optional.of(
                                LocalDateTime.parse(text)
                                        .atZone(ZoneId.of(form.text("zone")))
                                        .toInstant());
                    } catch (DateTimeException e) {
                        form.wrong("from", "'" + text + "' is not a date and time");
                        return Optional.empty();
                    }
                });
    }

    private Reply page(
            int status, Visit visit, Form form, @Nullable Schedule schedule, List<Gap> opened) {
        ScheduleDraft draft = ScheduleForm.read(form, today(visit));
        Set<PersonId> chosen =
                draft.layers().stream()
                        .flatMap(layer -> layer.people().stream())
                        .collect(Collectors.toSet());
        var people = room.people(visit.organization());
        var names = people.stream().collect(Collectors.toMap(p -> p.id(), p -> p.name()));
        Function<ScheduleDraft, ScheduleGrid> drawn =
                wanted ->
                        ScheduleGrid.of(
                                rooms.rota()
                                        .preview(
                                                visit.organization(),
                                                Optional.ofNullable(schedule).map(Schedule::id),
                                                wanted,
                                                visit.now(),
                                                visit.now().plus(DRAWN)),
                                ZoneId.of(wanted.zone()),
                                visit.now(),
                                names,
                                "");
        var view =
                new View(
                        form,
                        Optional.ofNullable(schedule),
                        room.options(people, chosen),
                        grid(draft, drawn),
                        opened);
        return new Reply.Page(
                status,
                "schedules",
                (out, frame) -> JtescheduleFormGenerated.render(out, Html.PLAIN, frame, view));
    }

    /// None while something is wrong: that is said when it is saved.
    private static Optional<ScheduleGrid> grid(
            ScheduleDraft draft, Function<ScheduleDraft, ScheduleGrid> drawn) {
        try {
            ScheduleDraft named =
                    draft.name().isBlank()
                            ? new ScheduleDraft("draft", "", draft.zone(), draft.layers())
                            : draft;
            return Optional.of(drawn.apply(named));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }

    private static LocalDate today(Visit visit) {
        return visit.now().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private Schedule find(Visit visit) {
        return rooms.schedules().get(visit.organization(), visit.id("schedule", ScheduleId::new));
    }
}
