package dev.bellwether.api;

import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.oncall.Coverage;
import dev.bellwether.oncall.Drawing;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.oncall.OnDuty;
import dev.bellwether.oncall.Rota;
import dev.bellwether.oncall.ScheduleDraft;
import dev.bellwether.oncall.Schedules;
import dev.bellwether.oncall.Shift;
import dev.bellwether.people.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Who is on call when.
final class ScheduleRoutes {
    static final String SCHEDULE = "/schedules/{schedule}";
    static final Query ACCEPT_GAPS =
            Query.flag(
                    "accept_gaps",
                    "`true` when it is meant that nobody can be reached at times; else what opens a"
                            + " gap is refused");

    private static final Query FROM = Query.time("from", "Now when left out");
    private static final Query UNTIL = Query.time("until", "Four weeks later when left out");
    private static final Duration SHOWN = Duration.ofDays(28);

    private final Schedules schedules;
    private final Rota rota;
    private final InstantSource clock;

    ScheduleRoutes(OnCall oncall, InstantSource clock) {
        this.schedules = oncall.schedules();
        this.rota = oncall.rota();
        this.clock = clock;
    }

    record Shifts(List<Shift> shifts) {}

    /// What a schedule says at one instant.
    record Now(ScheduleId schedule, String name, OnDuty onDuty) {}

    record Overview(List<Now> schedules) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/schedules",
                        "List on-call schedules",
                        ScheduleView.class,
                        call ->
                                Cursors.cut(
                                        schedules.list(call.organization()).stream()
                                                .map(schedule -> view(call, schedule))
                                                .toList(),
                                        schedule -> schedule.id().value(),
                                        call)),
                Route.make(
                                "/schedules",
                                "Add an on-call schedule",
                                Scope.WRITE,
                                ScheduleDraft.class,
                                ScheduleView.class,
                                this::make)
                        .with(ACCEPT_GAPS)
                        .judgedBy(
                                ScheduleDraft.class,
                                (by, draft) -> schedules.problems(by.organization(), draft)),
                Route.read(
                        SCHEDULE,
                        "Read an on-call schedule",
                        ScheduleView.class,
                        call -> view(call, schedules.get(call.organization(), id(call)))),
                Route.replace(
                                SCHEDULE,
                                "Change an on-call schedule from an instant on; what was stays",
                                Scope.WRITE,
                                ScheduleDraft.class,
                                ScheduleView.class,
                                this::change)
                        .with(
                                Query.time("from", "When it takes effect; now when left out"),
                                ACCEPT_GAPS)
                        .judgedBy(
                                ScheduleDraft.class,
                                (by, draft) -> schedules.problems(by.organization(), draft)),
                Route.remove(SCHEDULE, "Remove an on-call schedule", Scope.WRITE, this::remove),
                Route.read(
                                SCHEDULE + "/on-call",
                                "Who is on call at an instant, until when, and who comes next",
                                Now.class,
                                call -> now(call, schedules.get(call.organization(), id(call))))
                        .with(Query.time("at", "Now when left out")),
                Route.read(
                                SCHEDULE + "/shifts",
                                "The shifts of a time, cut at its ends",
                                Shifts.class,
                                call -> {
                                    Instant from = from(call);
                                    return new Shifts(
                                            rota.shifts(
                                                    call.organization(),
                                                    id(call),
                                                    from,
                                                    until(call, from)));
                                })
                        .with(FROM, UNTIL),
                Route.read(
                                SCHEDULE + "/drawing",
                                "A time of each layer by itself, the overrides, and what comes of"
                                        + " them",
                                Drawing.class,
                                call -> {
                                    Instant from = from(call);
                                    return rota.drawing(
                                            call.organization(), id(call), from, until(call, from));
                                })
                        .with(FROM, UNTIL),
                Route.read(
                        SCHEDULE + "/coverage",
                        "Which times of the next twelve months have nobody who can be reached",
                        Coverage.class,
                        call -> rota.coverage(call.organization(), id(call), clock.instant())),
                Route.read(
                                "/on-call",
                                "Who is on call by each schedule, until when, and who comes next",
                                Overview.class,
                                call ->
                                        new Overview(
                                                schedules.list(call.organization()).stream()
                                                        .map(schedule -> now(call, schedule))
                                                        .toList()))
                        .with(Query.time("at", "Now when left out")));
    }

    static ScheduleId id(Call call) {
        return call.id("schedule", ScheduleId::new);
    }

    private Instant from(Call call) {
        return call.time("from", clock.instant());
    }

    private static Instant until(Call call, Instant from) {
        return call.time("until", from.plus(SHOWN));
    }

    private Now now(Call call, Schedule schedule) {
        return new Now(
                schedule.id(),
                schedule.name(),
                rota.at(call.organization(), schedule.id(), call.time("at", clock.instant())));
    }

    private ScheduleView view(Call call, Schedule schedule) {
        return ScheduleView.of(schedule, schedules.effective(call.organization(), schedule.id()));
    }

    private Object make(Call call) {
        return view(
                call,
                schedules.make(
                        call.organization(),
                        call.body(ScheduleDraft.class),
                        call.flag("accept_gaps"),
                        call.actor()));
    }

    private Object change(Call call) {
        return view(
                call,
                schedules.change(
                        call.organization(),
                        id(call),
                        call.body(ScheduleDraft.class),
                        call.query("from").map(text -> call.time("from", Instant.EPOCH)),
                        call.flag("accept_gaps"),
                        call.actor()));
    }

    private Object remove(Call call) {
        schedules.remove(call.organization(), id(call), call.actor());
        return Nothing.INSTANCE;
    }
}
