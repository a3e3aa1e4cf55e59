package dev.bellwether.api;

import dev.bellwether.guard.Controls;
import dev.bellwether.guard.GuardDesk;
import dev.bellwether.guard.GuardOrder;
import dev.bellwether.guard.GuardStatus;
import dev.bellwether.guard.MemoryLog;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.NotFound;
import dev.bellwether.people.Scope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The guard of this server: what it sees, and its switch.
final class GuardRoutes {
    private static final Duration LONGEST = Duration.ofDays(30);

    private final GuardDesk desk;
    private final InstantSource clock;

    GuardRoutes(GuardDesk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    /// What it is to do from now on.
    record Mode(Controls.Mode mode) {}

    /// @param on true lets nothing new in
    record Drain(boolean on) {}

    /// @param query its id
    record Cancel(String query) {}

    /// What is kept out, for how long, and what its clients are told.
    record BlockInput(Controls.By by, String value, String why, Duration lasts) {}

    /// What is let in again.
    record UnblockInput(Controls.By by, String value) {}

    /// What is held apart, for how long, and what its clients are told.
    ///
    /// @param feature the one of which a release is meant; left out for any
    record QuarantineInput(
            Controls.By by, String value, Optional<String> feature, String why, Duration lasts) {}

    /// What runs with the others again.
    record QuarantineEnd(Controls.By by, String value, Optional<String> feature) {}

    List<Route> routes() {
        return List.of(
                Route.read(
                        "/guard",
                        "The guard's nodes, queue, running queries, forms of query, accused"
                                + " releases and blocks",
                        GuardStatus.class,
                        this::status),
                Route.list(
                        "/guard/memory",
                        "Memory of each node over the last hour, each five seconds",
                        MemoryLog.NodeMemory.class,
                        call -> Cursors.cut(memory(call), MemoryLog.NodeMemory::node, call)),
                Route.act(
                        "/guard/mode",
                        "Switch the guard: OFF, OBSERVE, LIGHT or FULL",
                        Scope.WRITE,
                        Mode.class,
                        Controls.class,
                        call -> order(call, new GuardOrder.Become(call.body(Mode.class).mode()))),
                Route.act(
                        "/guard/drain",
                        "Let no new query in, or let them in again",
                        Scope.WRITE,
                        Drain.class,
                        Controls.class,
                        call -> order(call, new GuardOrder.Drain(call.body(Drain.class).on()))),
                Route.act(
                                "/guard/block",
                                "Keep a form of query, a feature or a release out for a while",
                                Scope.RESPOND,
                                BlockInput.class,
                                Controls.class,
                                this::block)
                        .judgedBy(
                                BlockInput.class,
                                (by, body) -> problems(body.value(), body.lasts())),
                Route.act(
                        "/guard/unblock",
                        "End a block before its time",
                        Scope.RESPOND,
                        UnblockInput.class,
                        Controls.class,
                        call -> {
                            UnblockInput body = call.body(UnblockInput.class);
                            return order(
                                    call, new GuardOrder.Unblock(body.by(), body.value().strip()));
                        }),
                Route.act(
                                "/guard/quarantine",
                                "Hold a form of query, a feature or a release apart for a while: it"
                                        + " runs behind all others, with little memory",
                                Scope.RESPOND,
                                QuarantineInput.class,
                                Controls.class,
                                this::quarantine)
                        .judgedBy(
                                QuarantineInput.class,
                                (by, body) -> problems(body.value(), body.lasts())),
                Route.act(
                        "/guard/quarantine/end",
                        "Let it run with the others again",
                        Scope.RESPOND,
                        QuarantineEnd.class,
                        Controls.class,
                        call -> {
                            QuarantineEnd body = call.body(QuarantineEnd.class);
                            return order(
                                    call,
                                    new GuardOrder.TakeOut(
                                            body.by(), body.value().strip(), body.feature()));
                        }),
                Route.act(
                        "/guard/heavy",
                        "Let heavy queries in that stay out because a node died twice",
                        Scope.RESPOND,
                        Controls.class,
                        call -> order(call, new GuardOrder.LetHeavyIn())),
                Route.act(
                        "/guard/cancel",
                        "End a query that waits or runs, by its query id",
                        Scope.RESPOND,
                        Cancel.class,
                        Controls.class,
                        call ->
                                order(
                                        call,
                                        new GuardOrder.Cancel(call.body(Cancel.class).query()))));
    }

    private GuardStatus status(Call call) {
        return desk.status(call.organization())
                .orElseThrow(() -> new NotFound("guard", "this server's"));
    }

    private List<MemoryLog.NodeMemory> memory(Call call) {
        status(call);
        return desk.memory(call.organization());
    }

    private Controls block(Call call) {
        BlockInput body = call.body(BlockInput.class);
        check(body.value(), body.lasts());
        return order(
                call,
                new GuardOrder.Block(
                        body.by(),
                        body.value().strip(),
                        body.why().strip(),
                        clock.instant().plus(body.lasts())));
    }

    private Controls quarantine(Call call) {
        QuarantineInput body = call.body(QuarantineInput.class);
        check(body.value(), body.lasts());
        return order(
                call,
                new GuardOrder.Isolate(
                        body.by(),
                        body.value().strip(),
                        body.feature(),
                        body.why().strip(),
                        clock.instant().plus(body.lasts())));
    }

    private static void check(String value, Duration lasts) {
        List<Problem> wrong = problems(value, lasts);
        if (!wrong.isEmpty()) {
            throw new InvalidInput(wrong);
        }
    }

    private static List<Problem> problems(String value, Duration lasts) {
        var wrong = new ArrayList<Problem>();
        if (value.isBlank()) {
            wrong.add(new Problem("value", "is empty; it names what is meant"));
        }
        if (!lasts.isPositive() || lasts.compareTo(LONGEST) > 0) {
            wrong.add(new Problem("lasts", "'" + lasts + "' is not above PT0S and at most PT720H"));
        }
        return wrong;
    }

    private Controls order(Call call, GuardOrder order) {
        desk.order(call.organization(), order, call.actor());
        return status(call).controls();
    }
}
