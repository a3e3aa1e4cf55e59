package dev.bellwether.api;

import dev.bellwether.analytics.CheckHistory;
import dev.bellwether.incident.Services;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.oncall.PolicyBacktest;
import dev.bellwether.people.Scope;
import dev.bellwether.watch.CheckBacktest;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What is not saved yet, tried on the last 30 days.
final class BacktestRoutes {
    private static final Duration BACK = Duration.ofDays(30);

    private final OnCall oncall;
    private final Checks checks;
    private final Services services;
    private final Watch watch;
    private final CheckHistory history;
    private final InstantSource clock;

    BacktestRoutes(
            OnCall oncall,
            Checks checks,
            Services services,
            Watch watch,
            CheckHistory history,
            InstantSource clock) {
        this.oncall = oncall;
        this.checks = checks;
        this.services = services;
        this.watch = watch;
        this.history = history;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.act(
                        "/policies/backtest",
                        "What a new policy would have done with all alerts of the last 30 days:"
                                + " pages saved and outages missed",
                        Scope.READ,
                        PolicyInput.class,
                        PolicyBacktest.Outcome.class,
                        call -> policy(call, oncall.policies().newId())),
                Route.act(
                        "/policies/{policy}/backtest",
                        "What a policy, changed so, would have done with its alerts of the last 30"
                                + " days: pages saved and outages missed",
                        Scope.READ,
                        PolicyInput.class,
                        PolicyBacktest.Outcome.class,
                        call ->
                                policy(
                                        call,
                                        oncall.policies()
                                                .get(
                                                        call.organization(),
                                                        call.id("policy", PolicyId::new))
                                                .id())),
                Route.act(
                        "/checks/{check}/backtest",
                        "What a check, changed so, would have said to its results of the last 30"
                                + " days: pages saved and outages missed",
                        Scope.READ,
                        CheckInput.class,
                        CheckBacktest.Outcome.class,
                        this::check));
    }

    private PolicyBacktest.Outcome policy(Call call, PolicyId id) {
        Instant now = clock.instant();
        return oncall.backtest()
                .run(
                        call.body(PolicyInput.class).as(id, call.organization()),
                        now.minus(BACK),
                        now);
    }

    private CheckBacktest.Outcome check(Call call) {
        Check saved = checks.get(call.organization(), call.id("check", CheckId::new));
        Check wanted = call.body(CheckInput.class).as(saved.id(), call.organization());
        var problems = new ArrayList<>(checks.problems(wanted));
        if (!wanted.service().equals(saved.service())) {
            problems.add(
                    new Problem(
                            "service",
                            "'"
                                    + wanted.service()
                                    + "' is not the check's own, '"
                                    + saved.service()
                                    + "': the past is that of one service"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        Instant now = clock.instant();
        Instant since = now.minus(BACK);
        Service service = services.get(call.organization(), saved.service());
        return watch.backtest()
                .run(
                        wanted,
                        service.policy(),
                        history.results(
                                call.organization(),
                                saved.id(),
                                since,
                                now,
                                CheckBacktest.MOST_RESULTS),
                        since,
                        now);
    }
}
