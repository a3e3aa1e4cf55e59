package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.FailedRule;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.ProbeResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Results of the past, judged by other thresholds and counted again by [VerdictMachine]. Pure, for
/// one thread.
///
/// A result remembers how long it took and which rule failed, so latency limits, a shorter timeout,
/// accepted statuses, places, recovery and a longer interval are judged exactly. Where a failure of
/// today's judging asks for a confirm burst that was not run then, each place is taken to have seen
/// the same three times more. What cannot be judged stays as it was, and is counted.
final class PastRounds {
    private static final Pattern STATUS = Pattern.compile("\\[STATUS] ([1-5][0-9]{2})\\b.*");

    private static final Pattern TIMEOUT =
            Pattern.compile("\\[TIMEOUT] no whole answer within ([0-9]{1,9}) ms");

    /// Of an interval: probes are spread over places and never come to the microsecond.
    private static final double SLACK = 0.1;

    private final Check check;
    private final VerdictPolicy policy;
    private final List<VerdictEffect.Changed> changes = new ArrayList<>();
    private VerdictState state;
    private Instant lastBeat = Instant.MIN;
    private int unsure;

    private PastRounds(Check check, VerdictPolicy policy, Instant from) {
        this.check = check;
        this.policy = policy;
        this.state = VerdictState.unknown(from);
    }

    /// @param changes of the verdict, oldest first
    /// @param unsure results that could not be judged anew
    record Verdicts(List<VerdictEffect.Changed> changes, int unsure) {}

    /// @param results of one check, oldest first
    static Verdicts of(Check check, List<ProbeResult> results, Instant from) {
        var places = new LinkedHashSet<>(check.places());
        if (places.isEmpty()) {
            results.forEach(result -> places.add(result.place()));
        }
        if (places.isEmpty()) {
            return new Verdicts(List.of(), 0);
        }
        var rounds = new PastRounds(check, VerdictPolicy.of(check, List.copyOf(places)), from);
        var round = new ArrayList<ProbeResult>();
        Set<String> heard = new HashSet<>();
        for (ProbeResult result : results) {
            if (!places.contains(result.place())) {
                continue;
            }
            if (!result.confirming() && !heard.add(result.place())) {
                rounds.count(round);
                round.clear();
                heard.clear();
                heard.add(result.place());
            }
            round.add(result);
        }
        rounds.count(round);
        return new Verdicts(List.copyOf(rounds.changes), rounds.unsure);
    }

    private void count(List<ProbeResult> round) {
        if (round.isEmpty()) {
            return;
        }
        Instant beat = round.getFirst().at();
        Duration least = check.interval().minus(slack());
        if (lastBeat != Instant.MIN && beat.isBefore(lastBeat.plus(least))) {
            return;
        }
        lastBeat = beat;
        boolean wasConfirmed = round.stream().anyMatch(ProbeResult::confirming);
        var tries = new HashMap<String, Integer>();
        var first = new ArrayList<Ballot>();
        boolean asks = false;
        for (ProbeResult result : round) {
            int attempt = result.confirming() ? tries.merge(result.place(), 1, Integer::sum) : 0;
            Ballot ballot = judged(result, beat, attempt, result.at());
            asks |= counted(ballot);
            if (attempt == 0) {
                first.add(ballot);
            }
        }
        if (asks && !wasConfirmed) {
            for (int i = 0; i < VerdictMachine.BURST.size(); i++) {
                for (Ballot ballot : first) {
                    counted(again(ballot, i + 1));
                }
            }
        }
    }

    private Duration slack() {
        return Duration.ofMillis((long) (check.interval().toMillis() * SLACK));
    }

    private static Ballot again(Ballot ballot, int attempt) {
        Duration later = VerdictMachine.BURST.get(attempt - 1);
        return new Ballot(
                ballot.place(),
                ballot.beat(),
                attempt,
                ballot.at().plus(later),
                ballot.answered().plus(later),
                ballot.outcome(),
                ballot.timings(),
                ballot.message());
    }

    /// Whether a confirm burst is asked for.
    private boolean counted(Ballot ballot) {
        VerdictDecision decision = VerdictMachine.on(policy, state, ballot);
        state = decision.state();
        boolean asks = false;
        for (VerdictEffect effect : decision.effects()) {
            switch (effect) {
                case VerdictEffect.Confirm _ -> asks = true;
                case VerdictEffect.Changed changed -> changes.add(changed);
            }
        }
        return asks;
    }

    private Ballot judged(ProbeResult result, Instant beat, int attempt, Instant at) {
        Duration took = Duration.ofNanos(Math.max(0, result.timings().total()) * 1_000);
        boolean isSlow = FailedRule.in(result.message()).equals(Optional.of(FailedRule.LATENCY));
        Outcome outcome = result.outcome();
        String message = result.message();
        if (outcome == Outcome.DOWN && isAcceptedNow(result.message())) {
            outcome = Outcome.UP;
            message = "";
        }
        if (outcome == Outcome.DEGRADED && isSlow) {
            outcome = Outcome.UP;
            message = "";
        }
        unsure += mayHaveCome(result.message()) ? 1 : 0;
        if (outcome != Outcome.NO_VOTE
                && outcome != Outcome.DOWN
                && took.compareTo(check.timeout()) > 0) {
            outcome = Outcome.DOWN;
            message =
                    FailedRule.TIMEOUT.tag()
                            + " no whole answer within "
                            + check.timeout().toMillis()
                            + " ms";
        }
        if (outcome == Outcome.UP
                && check.degradedAbove().filter(limit -> took.compareTo(limit) > 0).isPresent()) {
            outcome = Outcome.DEGRADED;
            message =
                    FailedRule.LATENCY.tag()
                            + " "
                            + took.toMillis()
                            + " ms is above "
                            + check.degradedAbove().get().toMillis()
                            + " ms";
        }
        return new Ballot(
                result.place(),
                beat,
                attempt,
                at,
                at.plus(took),
                outcome,
                result.timings(),
                message);
    }

    /// It was given up after less time than there would be.
    private boolean mayHaveCome(String message) {
        Matcher timeout = TIMEOUT.matcher(message);
        return timeout.find() && Long.parseLong(timeout.group(1)) < check.timeout().toMillis();
    }

    private boolean isAcceptedNow(String message) {
        Matcher status = STATUS.matcher(message);
        return check.spec() instanceof CheckSpec.Http http
                && status.matches()
                && StatusSet.parse(http.statuses()).accepts(Integer.parseInt(status.group(1)));
    }
}
