package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckResults;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.Job;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Status;
import dev.bellwether.model.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Begins rounds when they are due and counts their ballots. Knows time only by the `now` it is run
/// with, and threads only by its probers: with probers that answer at once, a day is simulated on
/// one thread.
final class Rounds implements Job {
    /// How long after a ballot an answer may go unnoticed: a confirm burst is entered into the
    /// timetable by the thread of the answer, and this loop must not sleep past it.
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(1);

    private final Probers probers;
    private final ProviderStates providers;
    private final CheckResults results;
    private final VerdictWriter writer;
    private final Heartbeats heartbeats;
    private final WatchCounts counts;
    private final Timetable timetable = new Timetable();
    private final ConcurrentHashMap<CheckId, CheckRun> runs = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();

    Rounds(
            Probers probers,
            ProviderStates providers,
            CheckResults results,
            VerdictWriter writer,
            Heartbeats heartbeats,
            WatchCounts counts) {
        this.probers = probers;
        this.providers = providers;
        this.results = results;
        this.writer = writer;
        this.heartbeats = heartbeats;
        this.counts = counts;
    }

    @Override
    public String name() {
        return "watch-rounds";
    }

    @Override
    public Instant run(Instant now) {
        for (var due = timetable.poll(now); due.isPresent(); due = timetable.poll(now)) {
            begin(due.get(), now);
        }
        Instant latest = now.plus(underWay.get() == 0 ? AT_LEAST_EVERY : LOOK_AGAIN);
        return timetable.next().filter(latest::isAfter).orElse(latest);
    }

    /// Takes a check in as it now is, keeping where its verdict stands.
    ///
    /// @param atOnce begin a round now, and not only at the check's next beat
    void put(Check check, boolean atOnce, Instant now) {
        CheckRun before = runs.get(check.id());
        if (before != null && before.check().equals(check)) {
            return;
        }
        VerdictState state = before == null ? VerdictState.unknown(now) : before.state().calmed();
        restore(check, state, atOnce, now);
    }

    /// Takes a check in with a state that was stored.
    void restore(Check check, VerdictState state, boolean atOnce, Instant now) {
        remove(check.id());
        var run = new CheckRun(check, probers, state, now);
        if (check.paused()) {
            follow(run, run.say(new Statement(Status.UNKNOWN, "paused", now, now)), now, now);
            return;
        }
        runs.put(check.id(), run);
        if (atOnce) {
            timetable.add(new Timetable.Due(now, run, now, 0, false));
        }
        Instant first = Beats.first(check.id(), check.interval(), now);
        timetable.add(new Timetable.Due(first, run, first, 0, true));
    }

    void remove(CheckId check) {
        CheckRun run = runs.remove(check);
        if (run != null) {
            run.end();
        }
    }

    void removeIf(Predicate<CheckId> gone) {
        runs.keySet().stream().filter(gone).toList().forEach(this::remove);
    }

    void clear() {
        runs.values().forEach(CheckRun::end);
        runs.clear();
        timetable.clear();
    }

    Optional<CheckRun> find(CheckId check) {
        return Optional.ofNullable(runs.get(check));
    }

    int size() {
        return runs.size();
    }

    /// Probes that were asked for and have not been counted yet.
    int underWay() {
        return underWay.get();
    }

    void runNow(CheckRun run, Instant now) {
        timetable.add(new Timetable.Due(now, run, now, 0, false));
    }

    /// What a provider says changed: the checks that follow it need not wait for their beat.
    void providerChanged(ProviderId provider, Instant now) {
        for (CheckRun run : runs.values()) {
            if (run.check().spec() instanceof CheckSpec.ProviderPage page
                    && page.provider().equals(provider)) {
                state(run, now);
            }
        }
    }

    /// Says anew what is known without a probe.
    void state(CheckRun run, Instant now) {
        Check check = run.check();
        Statement statement =
                switch (check.spec()) {
                    case CheckSpec.Heartbeat heartbeat ->
                            HeartbeatRule.statement(
                                    heartbeat,
                                    heartbeats.last(check.id()),
                                    run.listeningSince(),
                                    check.whenDown(),
                                    heartbeats.allowance(),
                                    now);
                    case CheckSpec.ProviderPage page ->
                            ProviderRule.statement(
                                    page,
                                    providers.state(
                                            check.organization(),
                                            page.provider(),
                                            page.component()),
                                    check.whenDown(),
                                    now);
                    case CheckSpec.Http _,
                            CheckSpec.Tcp _,
                            CheckSpec.Tls _,
                            CheckSpec.Dns _,
                            CheckSpec.Ping _ ->
                            throw new IllegalArgumentException("probed, not stated");
                };
        ProbeResult.Outcome outcome = outcome(statement.status());
        counts.ended(outcome);
        results.add(
                new ProbeResult(
                        check.organization(),
                        check.id(),
                        "",
                        now,
                        outcome,
                        Timings.NONE,
                        statement.summary(),
                        false));
        follow(run, run.say(statement), now, now);
    }

    private void begin(Timetable.Due due, Instant now) {
        CheckRun run = due.run();
        Check check = run.check();
        if (due.regular()) {
            // A late round runs now; the next one keeps the beat.
            Instant next = Beats.first(check.id(), check.interval(), now.plusMillis(1));
            timetable.add(new Timetable.Due(next, run, next, 0, true));
            counts.begun(Duration.between(due.at(), now));
        }
        if (Probe.isStated(check.spec())) {
            state(run, now);
            return;
        }
        switch (due.attempt()) {
            case Timetable.Due.LOOK -> {
                if (run.mayConfirmEarly(due.beat())) {
                    confirm(run, due.beat(), now);
                }
                return;
            }
            case 0 -> {
                if (!run.mayBegin(due.beat(), probers)) {
                    counts.beatsSkipped.addAndGet(due.regular() ? 1 : 0);
                    return;
                }
                Instant late = now.plus(run.patience());
                timetable.add(new Timetable.Due(late, run, due.beat(), Timetable.Due.LOOK, false));
            }
            default -> {
                if (!run.isInDoubt(due.beat())) {
                    run.expect(-1);
                    return;
                }
            }
        }
        for (String place : run.silentPlaces()) {
            var silent =
                    new Prober.Answer(
                            now,
                            now,
                            ProbeResult.Outcome.NO_VOTE,
                            Timings.NONE,
                            "nobody probes from " + place);
            heard(due, place, silent);
        }
        for (Prober prober : run.probers()) {
            underWay.incrementAndGet();
            prober.probe(
                    check,
                    answer -> {
                        try {
                            heard(due, prober.place(), answer);
                        } finally {
                            underWay.decrementAndGet();
                        }
                    });
        }
    }

    private void heard(Timetable.Due due, String place, Prober.Answer answer) {
        CheckRun run = due.run();
        counts.ended(answer.outcome());
        var ballot =
                new Ballot(
                        place,
                        due.beat(),
                        due.attempt(),
                        answer.at(),
                        answer.answered(),
                        answer.outcome(),
                        answer.timings(),
                        answer.message());
        follow(run, run.count(ballot), due.beat(), answer.answered());
        results.add(
                new ProbeResult(
                        run.check().organization(),
                        run.check().id(),
                        place,
                        answer.at(),
                        answer.outcome(),
                        answer.timings(),
                        answer.message(),
                        due.attempt() > 0));
    }

    private void follow(CheckRun run, CheckRun.Outcome outcome, Instant beat, Instant from) {
        if (outcome.confirm()) {
            confirm(run, beat, from);
        }
        outcome.changed()
                .ifPresent(changed -> {
                    writer.add(changed);
                    writer.flushIfUp();
                });
    }

    private void confirm(CheckRun run, Instant beat, Instant from) {
        run.expect(VerdictMachine.BURST.size());
        Instant at = from;
        for (int i = 0; i < VerdictMachine.BURST.size(); i++) {
            at = at.plus(VerdictMachine.BURST.get(i));
            timetable.add(new Timetable.Due(at, run, beat, i + 1, false));
        }
    }

    private static ProbeResult.Outcome outcome(Status status) {
        return switch (status) {
            case OPERATIONAL, MAINTENANCE -> ProbeResult.Outcome.UP;
            case DEGRADED -> ProbeResult.Outcome.DEGRADED;
            case PARTIAL_OUTAGE, MAJOR_OUTAGE -> ProbeResult.Outcome.DOWN;
            case UNKNOWN -> ProbeResult.Outcome.NO_VOTE;
        };
    }
}
