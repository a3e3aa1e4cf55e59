package dev.bellwether.api;

import dev.bellwether.model.OverrideId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.model.ShiftSwap;
import dev.bellwether.model.SwapId;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.oncall.OverrideDraft;
import dev.bellwether.oncall.Overrides;
import dev.bellwether.oncall.SwapDraft;
import dev.bellwether.oncall.Swaps;
import dev.bellwether.people.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Overrides and swaps, by whoever may change schedules: a token speaks for an organization, never
/// for a person, so whatever it moves is somebody else's.
///
/// For the same reason a swap is answered in the console, by the person who was asked and nobody
/// else. A program that moves people without asking has overrides.
final class CoverRoutes {
    private static final String OVERRIDES = ScheduleRoutes.SCHEDULE + "/overrides";
    private static final String SWAPS = ScheduleRoutes.SCHEDULE + "/swaps";
    private static final String SWAP = SWAPS + "/{swap}";
    private static final Duration SHOWN = Duration.ofDays(92);

    private final Overrides overrides;
    private final Swaps swaps;
    private final InstantSource clock;

    CoverRoutes(OnCall oncall, InstantSource clock) {
        this.overrides = oncall.overrides();
        this.swaps = oncall.swaps();
        this.clock = clock;
    }

    record Covers(List<ScheduleOverride> overrides) {}

    record Asked(List<ShiftSwap> swaps) {}

    List<Route> routes() {
        return List.of(
                Route.read(OVERRIDES, "The overrides of a time", Covers.class, this::list)
                        .with(
                                Query.time("from", "Now when left out"),
                                Query.time("until", "Three months later when left out")),
                Route.make(
                                OVERRIDES,
                                "Add, remove or replace somebody for a time",
                                Scope.WRITE,
                                OverrideDraft.class,
                                ScheduleOverride.class,
                                this::make)
                        .triedOut()
                        .with(ScheduleRoutes.ACCEPT_GAPS),
                Route.remove(
                                OVERRIDES + "/{override}",
                                "End an override now; one that has not begun never was",
                                Scope.WRITE,
                                this::end)
                        .with(ScheduleRoutes.ACCEPT_GAPS),
                Route.read(
                        SWAPS,
                        "The latest 200 swaps that were asked for",
                        Asked.class,
                        call ->
                                new Asked(
                                        swaps.list(call.organization(), ScheduleRoutes.id(call)))),
                Route.make(
                                SWAPS,
                                "Ask another person to take a time, for one of theirs or as a favour",
                                Scope.WRITE,
                                SwapDraft.class,
                                ShiftSwap.class,
                                this::ask)
                        .triedOut(),
                Route.act(
                        SWAP + "/withdraw",
                        "Take back a swap that nobody has answered",
                        Scope.WRITE,
                        ShiftSwap.class,
                        this::withdraw));
    }

    private Object list(Call call) {
        Instant from = call.time("from", clock.instant());
        Instant until = call.time("until", from.plus(SHOWN));
        Spans.check(from, until, Duration.ofDays(400));
        return new Covers(
                overrides.list(call.organization(), ScheduleRoutes.id(call), from, until));
    }

    private Object make(Call call) {
        return overrides.make(
                call.organization(),
                ScheduleRoutes.id(call),
                call.body(OverrideDraft.class),
                call.flag("accept_gaps"),
                call.actor());
    }

    private Object end(Call call) {
        ScheduleId schedule = ScheduleRoutes.id(call);
        OverrideId id = call.id("override", OverrideId::new);
        overrides.end(call.organization(), schedule, id, call.flag("accept_gaps"), call.actor());
        return Nothing.INSTANCE;
    }

    private Object ask(Call call) {
        return swaps.ask(
                call.organization(),
                ScheduleRoutes.id(call),
                call.body(SwapDraft.class),
                call.actor());
    }

    private Object withdraw(Call call) {
        return swaps.withdraw(
                call.organization(), ScheduleRoutes.id(call), swapId(call), call.actor());
    }

    private static SwapId swapId(Call call) {
        return call.id("swap", SwapId::new);
    }
}
