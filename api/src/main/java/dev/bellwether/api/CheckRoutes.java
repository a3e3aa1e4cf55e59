package dev.bellwether.api;

import dev.bellwether.analytics.CheckHistory;
import dev.bellwether.analytics.CheckSummary;
import dev.bellwether.analytics.DayUptime;
import dev.bellwether.analytics.LatencyPoint;
import dev.bellwether.incident.Services;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.Slice;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import dev.bellwether.watch.CheckVerdict;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Verdicts;
import dev.bellwether.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Checks, what they saw, and how fast it was.
final class CheckRoutes {
    private static final String ONE = "/checks/{check}";
    private static final Duration LONGEST = Duration.ofDays(400);

    private final Checks checks;
    private final Services services;
    private final Verdicts verdicts;
    private final Watch watch;
    private final CheckHistory history;
    private final InstantSource clock;

    CheckRoutes(
            Checks checks,
            Services services,
            Verdicts verdicts,
            Watch watch,
            CheckHistory history,
            InstantSource clock) {
        this.checks = checks;
        this.services = services;
        this.verdicts = verdicts;
        this.watch = watch;
        this.history = history;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.list("/checks", "List checks", CheckView.class, this::list),
                Route.make(
                                "/checks",
                                "Add a check of any kind",
                                Scope.WRITE,
                                CheckInput.class,
                                CheckView.class,
                                call -> save(call, Checks.newId()))
                        .judgedBy(CheckInput.class, this::problems),
                Route.read(ONE, "Read a check", CheckView.class, call -> view(call, get(call))),
                Route.replace(
                                ONE,
                                "Change a check",
                                Scope.WRITE,
                                CheckInput.class,
                                CheckView.class,
                                call -> save(call, get(call).id()))
                        .judgedBy(CheckInput.class, this::problems),
                Route.remove(ONE, "Remove a check", Scope.WRITE, this::remove),
                Route.act(
                        ONE + "/pause",
                        "Stop probing",
                        Scope.WRITE,
                        CheckView.class,
                        call -> pause(call, true)),
                Route.act(
                        ONE + "/resume",
                        "Probe again",
                        Scope.WRITE,
                        CheckView.class,
                        call -> pause(call, false)),
                Route.act(
                        ONE + "/run",
                        "Probe as soon as possible, besides its own beat",
                        Scope.RESPOND,
                        CheckView.class,
                        this::run),
                Route.read(ONE + "/results", "The latest results", Results.class, this::results)
                        .with(
                                Query.whole(
                                        "count", "How many at most; 100 when left out", 1, 1_000)),
                Route.read(
                                ONE + "/latency",
                                "Latency percentiles over time, in microseconds",
                                Latency.class,
                                this::latency)
                        .with(
                                Query.time("from", "Begin; a day before the end when left out"),
                                Query.time("until", "End; now when left out"),
                                Query.whole(
                                        "buckets", "How many points; 96 when left out", 1, 1_000)),
                Route.read(
                                ONE + "/summary",
                                "Counts and latencies over a span of time",
                                CheckSummary.class,
                                this::summary)
                        .with(
                                Query.time("from", "Begin; a day before the end when left out"),
                                Query.time("until", "End; now when left out")),
                Route.read(
                                ONE + "/uptime",
                                "Each day's time up, degraded, down and unknown",
                                Uptime.class,
                                this::uptime)
                        .with(Query.whole("days", "How many days back; 90 when left out", 1, 400)));
    }

    /// The newest first.
    record Results(List<ProbeResult> results) {}

    record Latency(List<LatencyPoint> points) {}

    record Uptime(List<DayUptime> days) {}

    private Slice<CheckView> list(Call call) {
        Slice<Check> part = checks.list(call.organization(), call.after(), call.limit());
        Map<CheckId, CheckVerdict> stand =
                verdicts.current(call.organization()).stream()
                        .collect(Collectors.toMap(CheckVerdict::check, Function.identity()));
        return new Slice<>(
                part.items().stream()
                        .map(c ->
                                CheckView.of(
                                        Shown.check(c, call.principal()),
                                        Optional.ofNullable(stand.get(c.id()))))
                        .toList(),
                part.next());
    }

    private Check get(Call call) {
        return checks.get(call.organization(), call.id("check", CheckId::new));
    }

    private CheckView view(Call call, Check check) {
        return CheckView.of(
                Shown.check(check, call.principal()),
                verdicts.current(check.organization(), check.id()));
    }

    private CheckView save(Call call, CheckId id) {
        CheckInput input = call.body(CheckInput.class);
        List<Problem> problems = problems(call.principal(), input);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        Check wanted =
                HeartbeatTokens.given(
                        input.as(id, call.organization()), checks.find(call.organization(), id));
        return view(call, checks.save(wanted, call.actor()));
    }

    private List<Problem> problems(Principal by, CheckInput input) {
        Check check = input.as(Checks.newId(), by.organization());
        var problems = new ArrayList<>(checks.problems(check));
        if (services.find(by.organization(), check.service()).isEmpty()) {
            problems.add(
                    new Problem("service", "'" + check.service() + "' is no service of yours"));
        }
        return problems;
    }

    private Object remove(Call call) {
        checks.remove(call.organization(), get(call).id(), call.actor());
        return Nothing.INSTANCE;
    }

    private CheckView pause(Call call, boolean paused) {
        return view(call, checks.pause(call.organization(), get(call).id(), paused, call.actor()));
    }

    private CheckView run(Call call) {
        Check check = get(call);
        watch.runNow(call.organization(), check.id());
        return view(call, check);
    }

    private Results results(Call call) {
        return new Results(
                history.latest(
                        call.organization(), get(call).id(), call.whole("count", 100, 1, 1_000)));
    }

    private Latency latency(Call call) {
        Instant until = call.time("until", clock.instant());
        Instant from = call.time("from", until.minus(Duration.ofDays(1)));
        Spans.check(from, until, LONGEST);
        return new Latency(
                history.latency(
                        call.organization(),
                        get(call).id(),
                        from,
                        until,
                        call.whole("buckets", 96, 1, 1_000)));
    }

    private CheckSummary summary(Call call) {
        Instant until = call.time("until", clock.instant());
        Instant from = call.time("from", until.minus(Duration.ofDays(1)));
        Spans.check(from, until, LONGEST);
        return history.summary(call.organization(), get(call).id(), from, until);
    }

    private Uptime uptime(Call call) {
        return new Uptime(
                history.uptimePerDay(
                        call.organization(), get(call).id(), call.whole("days", 90, 1, 400)));
    }
}
