package dev.bellwether.console;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.Forbidden;
import dev.bellwether.model.OverrideId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.model.ShiftSwap;
import dev.bellwether.model.SwapId;
import dev.bellwether.oncall.Gap;
import dev.bellwether.oncall.OpensGaps;
import dev.bellwether.oncall.OverrideDraft;
import dev.bellwether.oncall.SwapDraft;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Overrides and swaps. An editor moves everybody; a responder takes over from others, and asks and
/// answers for themselves.
final class CoverPages {
    private static final String OVERRIDE = SchedulePages.HOME + "/{id}/override";
    private static final String SWAP = SchedulePages.HOME + "/{id}/swap";
    private static final Duration STANDARD = Duration.ofHours(8);

    /// @param opened the gaps it would open, which need a yes
    record OverrideView(
            Schedule schedule, Form form, List<Option> people, boolean edits, List<Gap> opened) {
        String path() {
            return SchedulePages.HOME + "/" + schedule.id();
        }

        ZoneTimes times() {
            return ZoneTimes.of(schedule.zone());
        }

        List<Option> kinds() {
            return List.of(
                    new Option("REPLACE", "Replace"),
                    new Option("ADD", "Add"),
                    new Option("REMOVE", "Remove"));
        }
    }

    record SwapView(Schedule schedule, Form form, List<Option> people, boolean edits) {
        String path() {
            return SchedulePages.HOME + "/" + schedule.id();
        }
    }

    private final Rooms rooms;
    private final ScheduleRoom room;

    CoverPages(Rooms rooms) {
        this.rooms = rooms;
        this.room = new ScheduleRoom(rooms);
    }

    void register(Routes routes) {
        routes.get(OVERRIDE, Role.RESPONDER, this::newOverride);
        routes.post(OVERRIDE, Role.RESPONDER, this::makeOverride);
        routes.post(
                SchedulePages.HOME + "/{id}/overrides/{override}/end",
                Role.RESPONDER,
                this::endOverride);
        routes.get(SWAP, Role.RESPONDER, this::newSwap);
        routes.post(SWAP, Role.RESPONDER, this::ask);
        String swap = SchedulePages.HOME + "/{id}/swaps/{swap}";
        routes.post(swap + "/accept", Role.RESPONDER, this::accept);
        routes.post(swap + "/decline", Role.RESPONDER, this::decline);
        routes.post(swap + "/withdraw", Role.RESPONDER, this::withdraw);
    }

    /// The form of an override; of one's own shift, for those who may speak only for themselves,
    /// the form that asks somebody to take it.
    private Reply newOverride(Visit visit) {
        Schedule schedule = find(visit);
        boolean isMine = visit.query("replaces").equals(me(visit).value());
        if (isMine && !edits(visit)) {
            return newSwap(visit);
        }
        var times = ZoneTimes.of(schedule.zone());
        Form form =
                Form.blank()
                        .with("kind", ScheduleOverride.Kind.REPLACE)
                        .with("person", isMine ? "" : me(visit).value())
                        .with("replaces", visit.query("replaces"))
                        .with("start", visit.optional("start").orElse(times.field(visit.now())))
                        .with(
                                "end",
                                visit.optional("end")
                                        .orElse(times.field(visit.now().plus(STANDARD))));
        return overridePage(200, visit, schedule, form, List.of());
    }

    private Reply makeOverride(Visit visit) {
        Schedule schedule = find(visit);
        Form form = visit.form();
        var kind = form.choice("kind", ScheduleOverride.Kind.class, ScheduleOverride.Kind.REPLACE);
        var draft =
                new OverrideDraft(
                        kind,
                        kind == ScheduleOverride.Kind.REMOVE
                                ? Optional.empty()
                                : person(form, "person"),
                        kind == ScheduleOverride.Kind.ADD
                                ? Optional.empty()
                                : person(form, "replaces"),
                        time(form, "start", schedule, visit.now()),
                        time(form, "end", schedule, visit.now()),
                        form.text("note"));
        speaksFor(visit, draft.person());
        try {
            return form.submit(
                    () -> {
                        ScheduleOverride made =
                                rooms.overrides()
                                        .make(
                                                visit.organization(),
                                                schedule.id(),
                                                draft,
                                                form.checked("accept"),
                                                visit.actor());
                        return Reply.done(
                                home(schedule),
                                rooms.rota().moves(made)
                                        ? "The override was saved."
                                        : "The override was saved, but as the schedule stands it"
                                                + " moves nobody: whom it concerns is not on call"
                                                + " then, or is already.");
                    },
                    () -> overridePage(422, visit, schedule, form, List.of()));
        } catch (OpensGaps e) {
            return overridePage(409, visit, schedule, form, e.gaps());
        }
    }

    private Reply endOverride(Visit visit) {
        Schedule schedule = find(visit);
        OverrideId id = visit.path("override", "override", OverrideId::new);
        ScheduleOverride override = rooms.overrides().get(visit.organization(), schedule.id(), id);
        speaksFor(visit, override.person());
        try {
            rooms.overrides()
                    .end(
                            visit.organization(),
                            schedule.id(),
                            id,
                            visit.form().checked("accept"),
                            visit.actor());
            return Reply.done(home(schedule), "The override was ended.");
        } catch (Conflict e) {
            return Reply.sorry(home(schedule), Errors.words(e));
        } catch (OpensGaps e) {
            return Reply.sorry(
                    home(schedule), "Nothing was changed. " + gaps(e) + " Cover that time first.");
        }
    }

    private static String gaps(OpensGaps e) {
        return String.valueOf(e.getMessage()).replace(". Fill it, or accept the gaps", ".");
    }

    private Reply overridePage(
            int status, Visit visit, Schedule schedule, Form form, List<Gap> opened) {
        var view =
                new OverrideView(
                        schedule,
                        form,
                        room.options(room.people(visit.organization()), Set.of()),
                        edits(visit),
                        opened);
        return new Reply.Page(
                status,
                "schedules",
                (out, frame) -> JteoverrideGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply newSwap(Visit visit) {
        Schedule schedule = find(visit);
        Form form =
                Form.blank()
                        .with("from", me(visit))
                        .with("gives.start", visit.query("start"))
                        .with("gives.end", visit.query("end"));
        return swapPage(200, visit, schedule, form);
    }

    private Reply ask(Visit visit) {
        Schedule schedule = find(visit);
        Form form = visit.form();
        PersonId from = edits(visit) ? person(form, "from").orElse(me(visit)) : me(visit);
        Optional<PersonId> to = person(form, "to");
        if (to.isEmpty()) {
            form.wrong("to", "is missing: whom do you ask?");
        }
        boolean isFavour = form.text("takes.start").isEmpty() && form.text("takes.end").isEmpty();
        var gives =
                new ShiftSwap.Time(
                        time(form, "gives.start", schedule, visit.now()),
                        time(form, "gives.end", schedule, visit.now()));
        Optional<ShiftSwap.Time> takes =
                isFavour
                        ? Optional.empty()
                        : Optional.of(
                                new ShiftSwap.Time(
                                        time(form, "takes.start", schedule, visit.now()),
                                        time(form, "takes.end", schedule, visit.now())));
        return form.submit(
                () -> {
                    rooms.swaps()
                            .ask(
                                    visit.organization(),
                                    schedule.id(),
                                    new SwapDraft(
                                            from,
                                            gives,
                                            to.orElseThrow(),
                                            takes,
                                            form.text("note")),
                                    visit.actor());
                    return Reply.done(home(schedule), "The swap was asked for.");
                },
                () -> swapPage(422, visit, schedule, form));
    }

    private Reply swapPage(int status, Visit visit, Schedule schedule, Form form) {
        var view =
                new SwapView(
                        schedule,
                        form,
                        room.options(room.people(visit.organization()), Set.of()),
                        edits(visit));
        return new Reply.Page(
                status,
                "schedules",
                (out, frame) -> JteswapGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply accept(Visit visit) {
        ShiftSwap swap = swap(visit);
        answers(visit, swap);
        try {
            rooms.swaps()
                    .accept(visit.organization(), swap.schedule(), swap.id(), false, visit.actor());
            return Reply.done(home(swap), "Swapped.");
        } catch (Conflict e) {
            return Reply.sorry(home(swap), Errors.words(e));
        } catch (OpensGaps e) {
            return Reply.sorry(home(swap), "Nothing was changed. " + gaps(e));
        }
    }

    private Reply decline(Visit visit) {
        ShiftSwap swap = swap(visit);
        answers(visit, swap);
        try {
            rooms.swaps().decline(visit.organization(), swap.schedule(), swap.id(), visit.actor());
            return Reply.done(home(swap), "The swap was declined.");
        } catch (Conflict e) {
            return Reply.sorry(home(swap), Errors.words(e));
        }
    }

    private Reply withdraw(Visit visit) {
        ShiftSwap swap = swap(visit);
        speaksFor(visit, Optional.of(swap.from()));
        try {
            rooms.swaps().withdraw(visit.organization(), swap.schedule(), swap.id(), visit.actor());
            return Reply.done(home(swap), "The swap was taken back.");
        } catch (Conflict e) {
            return Reply.sorry(home(swap), Errors.words(e));
        }
    }

    private ShiftSwap swap(Visit visit) {
        return rooms.swaps()
                .get(
                        visit.organization(),
                        find(visit).id(),
                        visit.path("swap", "swap", SwapId::new));
    }

    private static Optional<PersonId> person(Form form, String field) {
        return form.optional(field)
                .flatMap(text -> {
                    try {
                        return Optional.of(new PersonId(text));
                    } catch (IllegalArgumentException e) {
                        form.wrong(field, "is nobody of this organization");
                        return Optional.empty();
                    }
                });
    }

    /// A time on the wall clock of the schedule's zone.
    private static Instant time(Form form, String field, Schedule schedule, Instant unset) {
        String text = form.text(field);
        try {
            return LocalDateTime.parse(text).atZone(ZoneId.of(schedule.zone())).toInstant();
        } catch (DateTimeException e) {
            form.wrong(field, "'" + text + "' is not a date and time such as 2026-05-04T09:00");
            return unset;
        }
    }

    private static void speaksFor(Visit visit, Optional<PersonId> person) {
        if (!edits(visit) && person.filter(me(visit)::equals).isEmpty()) {
            throw new Forbidden("Moving somebody else needs the role of an editor");
        }
    }

    /// Whoever may move everybody has overrides for it; a yes is said by nobody else.
    private static void answers(Visit visit, ShiftSwap swap) {
        if (!swap.to().equals(me(visit))) {
            throw new Forbidden(
                    "Only the person who was asked answers; an override moves them without asking");
        }
    }

    private static boolean edits(Visit visit) {
        return visit.principal().role().atLeast(Role.EDITOR);
    }

    private static PersonId me(Visit visit) {
        return visit.session().person().id();
    }

    private static String home(Schedule schedule) {
        return SchedulePages.HOME + "/" + schedule.id();
    }

    private static String home(ShiftSwap swap) {
        return SchedulePages.HOME + "/" + swap.schedule();
    }

    private Schedule find(Visit visit) {
        return rooms.schedules().get(visit.organization(), visit.id("schedule", ScheduleId::new));
    }
}
