package dev.bellwether.watch;

import dev.bellwether.model.CheckState;
import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// How ballots become a verdict. Pure: the same state and event give the same decision, on any
/// machine and at any later time, which is what makes a verdict recomputable from its evidence.
///
/// ```
///            first failure             more than half of the places,
///                                      each by more than half of its tries
///   UNKNOWN ──► UP ──────────► SUSPECT ─────────────► DOWN ◄────┐
///                ▲                │                     │       │ any bad round
///                │◄───────────────┘ not confirmed       ▼       │
///                └───────────────────────────────── RECOVERING ─┘
///                     good rounds in a row, over a time
/// ```
///
/// - The first failure changes nothing that others see. It asks for a *confirm burst* (0.5, 1 and 2
///   s later) from every place, so that a hard outage is certain in seconds and a stray failure is
///   forgotten as fast. With independent failures of probability p at one of five places, a false
///   DOWN needs three places that each fail most of their tries.
/// - A place without a vote is left out of the count. When only one of several places is left and
///   it fails, nobody can second it: UNKNOWN. When none is left: UNKNOWN, never DOWN.
/// - A service that was DOWN when nobody could tell any more is not UP by one good round: it
///   recovers as it would have.
/// - What was never known says why, once: a check that cannot see must not look like one that
///   waits.
/// - Slow answers are confirmed by [#SLOW_ROUNDS] rounds and not by a burst: more requests do not
///   help a slow service.
/// - More than [#FLAP_CHANGES] changes within [#FLAP_WINDOW] are held as DEGRADED until one and the
///   same answer has come for [#FLAP_STABLE].
public final class VerdictMachine {
    /// Time from one try of the confirm burst to the next; the first counts from the failure.
    public static final List<Duration> BURST =
            List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));

    static final int SLOW_ROUNDS = 3;
    static final int FLAP_CHANGES = 6;
    static final Duration FLAP_WINDOW = Duration.ofMinutes(30);
    static final Duration FLAP_STABLE = Duration.ofMinutes(10);

    private VerdictMachine() {}

    /// Where the verdict stands after `event`.
    public static VerdictDecision on(VerdictPolicy policy, VerdictState state, VerdictEvent event) {
        return switch (event) {
            case Ballot ballot -> {
                if (ballot.attempt() > 0 && state.phase() != CheckState.SUSPECT
                        || ballot.beat().isBefore(state.round().beat())
                        || ballot.outcome() == Outcome.UP && state.isCalm()) {
                    yield VerdictDecision.keep(state);
                }
                yield counted(policy, state, ballot);
            }
            case Statement statement -> stated(state, statement);
        };
    }

    private static VerdictDecision counted(
            VerdictPolicy policy, VerdictState state, Ballot ballot) {
        return switch (state.phase()) {
            case UNKNOWN, UP ->
                    ballot.outcome() == Outcome.DOWN
                            ? suspected(policy, state, ballot)
                            : watched(policy, state, ballot);
            case SUSPECT -> confirmed(policy, state, ballot);
            case DOWN, RECOVERING -> recovered(policy, state, ballot);
            case FLAPPING -> held(policy, state, ballot);
        };
    }

    // UP and UNKNOWN

    private static VerdictDecision suspected(
            VerdictPolicy policy, VerdictState state, Ballot ballot) {
        VerdictState suspect =
                state.withPhase(CheckState.SUSPECT)
                        .doubting(ballot.at(), ballot.message())
                        .with(new Round(ballot.beat(), java.util.Map.of(), Round.Result.OPEN))
                        .withStreak(0, Instant.EPOCH);
        VerdictDecision first = confirmed(policy, suspect, ballot);
        var effects = new java.util.ArrayList<VerdictEffect>(first.effects());
        if (first.state().phase() == CheckState.SUSPECT) {
            effects.add(new VerdictEffect.Confirm(ballot.beat()));
        }
        return new VerdictDecision(first.state(), effects);
    }

    private static VerdictDecision watched(
            VerdictPolicy policy, VerdictState before, Ballot ballot) {
        VerdictState state = forgetBrokenStreak(before, ballot);
        boolean already = isSettled(state.round(), ballot);
        Round round = state.round().with(ballot, policy.places().size());
        VerdictState next = state.with(round);
        if (already) {
            return VerdictDecision.keep(next);
        }
        return switch (round.settled()) {
            case OPEN, BAD -> VerdictDecision.keep(next);
            case LOST -> lost(next, ballot);
            case SLOW ->
                    next.wasDown()
                            ? well(policy, next, Status.DEGRADED, ballot.message(), ballot)
                            : slow(next, ballot);
            case GOOD -> good(policy, next, ballot);
        };
    }

    /// A beat that was not slow in the end breaks a run of slow ones.
    private static VerdictState forgetBrokenStreak(VerdictState state, Ballot ballot) {
        boolean over = !ballot.beat().equals(state.round().beat());
        boolean broken = over && state.round().settled() != Round.Result.SLOW;
        return broken && state.status() == Status.OPERATIONAL
                ? state.withStreak(0, Instant.EPOCH)
                : state;
    }

    private static VerdictDecision slow(VerdictState state, Ballot ballot) {
        if (state.status() == Status.DEGRADED) {
            return VerdictDecision.keep(state.withStreak(0, Instant.EPOCH));
        }
        if (state.status() == Status.UNKNOWN) {
            return settle(state, CheckState.UP, Status.OPERATIONAL, "", ballot.at(), ballot);
        }
        VerdictState doubting =
                state.streak() == 0 ? state.doubting(ballot.at(), ballot.message()) : state;
        VerdictState next = longer(doubting, ballot);
        return next.streak() < SLOW_ROUNDS
                ? VerdictDecision.keep(next)
                : settle(
                        next,
                        CheckState.UP,
                        Status.DEGRADED,
                        ballot.message(),
                        next.doubtSince(),
                        ballot);
    }

    private static VerdictDecision good(VerdictPolicy policy, VerdictState state, Ballot ballot) {
        if (state.status() == Status.OPERATIONAL) {
            return VerdictDecision.keep(state.calmed());
        }
        if (state.status() == Status.UNKNOWN && !state.wasDown()) {
            return settle(state, CheckState.UP, Status.OPERATIONAL, "", ballot.at(), ballot);
        }
        return well(policy, state, Status.OPERATIONAL, "", ballot);
    }

    /// One more round that speaks for `to`.
    private static VerdictDecision well(
            VerdictPolicy policy, VerdictState state, Status to, String summary, Ballot ballot) {
        VerdictState doubting = state.streak() == 0 ? state.doubting(ballot.at(), "") : state;
        VerdictState next = longer(doubting, ballot);
        return isEnough(policy, next, ballot)
                ? settle(next, CheckState.UP, to, summary, next.doubtSince(), ballot)
                : VerdictDecision.keep(next);
    }

    // SUSPECT

    private static VerdictDecision confirmed(
            VerdictPolicy policy, VerdictState state, Ballot ballot) {
        if (ballot.attempt() > 0 && !ballot.beat().equals(state.round().beat())) {
            return VerdictDecision.keep(state);
        }
        var tries = new HashMap<>(state.tries());
        tries.merge(ballot.place(), Tries.none().with(ballot), (had, fresh) -> had.with(ballot));
        VerdictState next = state.withTries(tries);
        int down = 0;
        int up = 0;
        int lost = 0;
        for (String place : policy.places()) {
            Tries seen = tries.getOrDefault(place, Tries.none());
            down += seen.isDown() ? 1 : 0;
            up += seen.isUp() ? 1 : 0;
            lost += seen.isLost() ? 1 : 0;
        }
        int places = policy.places().size();
        int voting = places - lost;
        if (voting == 0) {
            return lost(next, ballot);
        }
        if (down * 2 > voting && down >= Math.min(2, places)) {
            return settle(
                    next,
                    CheckState.DOWN,
                    policy.whenDown(),
                    seenFrom(state.doubt(), down, places),
                    state.doubtSince(),
                    ballot);
        }
        if (up * 2 >= voting) {
            return state.status() == Status.UNKNOWN && !state.wasDown()
                    ? settle(next, CheckState.UP, Status.OPERATIONAL, "", ballot.at(), ballot)
                    : VerdictDecision.keep(state.calmed());
        }
        // Only one place is left to vote, and it fails: nobody can second it.
        return down == voting ? lost(next, ballot) : VerdictDecision.keep(next);
    }

    private static String seenFrom(String failure, int down, int places) {
        return places == 1
                ? failure
                : failure + " (seen from " + down + " of " + places + " places)";
    }

    // DOWN and RECOVERING

    private static VerdictDecision recovered(
            VerdictPolicy policy, VerdictState state, Ballot ballot) {
        boolean already = isSettled(state.round(), ballot);
        Round round = state.round().with(ballot, policy.places().size());
        VerdictState next = state.with(round);
        if (already) {
            return VerdictDecision.keep(next);
        }
        return switch (round.settled()) {
            case OPEN -> VerdictDecision.keep(next);
            case LOST -> lost(next, ballot);
            case BAD ->
                    VerdictDecision.keep(
                            next.withPhase(CheckState.DOWN).withStreak(0, Instant.EPOCH));
            case GOOD -> better(policy, next, Status.OPERATIONAL, ballot);
            case SLOW -> better(policy, next, Status.DEGRADED, ballot);
        };
    }

    private static VerdictDecision better(
            VerdictPolicy policy, VerdictState state, Status to, Ballot ballot) {
        return well(policy, state.withPhase(CheckState.RECOVERING), to, ballot.message(), ballot);
    }

    private static boolean isEnough(VerdictPolicy policy, VerdictState state, Ballot ballot) {
        return state.streak() >= policy.successes()
                && Duration.between(state.streakFrom(), ballot.beat()).compareTo(policy.over())
                        >= 0;
    }

    private static VerdictState longer(VerdictState state, Ballot ballot) {
        return state.withStreak(
                state.streak() + 1, state.streak() == 0 ? ballot.beat() : state.streakFrom());
    }

    // FLAPPING

    private static VerdictDecision held(VerdictPolicy policy, VerdictState state, Ballot ballot) {
        boolean already = isSettled(state.round(), ballot);
        Round round = state.round().with(ballot, policy.places().size());
        VerdictState next = state.with(round);
        if (already) {
            return VerdictDecision.keep(next);
        }
        return switch (round.settled()) {
            case OPEN -> VerdictDecision.keep(next);
            case LOST -> lost(next, ballot);
            case GOOD -> steady(next, CheckState.UP, Status.OPERATIONAL, "", ballot.beat(), ballot);
            case SLOW ->
                    steady(
                            next,
                            CheckState.UP,
                            Status.DEGRADED,
                            ballot.message(),
                            ballot.beat(),
                            ballot);
            case BAD ->
                    steady(
                            next,
                            CheckState.DOWN,
                            policy.whenDown(),
                            ballot.message(),
                            ballot.beat(),
                            ballot);
        };
    }

    private static VerdictDecision steady(
            VerdictState state,
            CheckState to,
            Status status,
            String summary,
            Instant beat,
            VerdictEvent event) {
        int direction = to == CheckState.DOWN ? -1 : 1;
        boolean same = Integer.signum(state.streak()) == direction;
        VerdictState next =
                same
                        ? state.withStreak(state.streak() + direction, state.streakFrom())
                        : state.withStreak(direction, beat);
        boolean stable = Duration.between(next.streakFrom(), beat).compareTo(FLAP_STABLE) >= 0;
        return stable
                ? changed(next, to, status, summary, next.streakFrom(), event.when(), List.of())
                : VerdictDecision.keep(next);
    }

    // Statements

    private static VerdictDecision stated(VerdictState state, Statement said) {
        CheckState to =
                said.status() == Status.UNKNOWN
                        ? CheckState.UNKNOWN
                        : said.status().isOutage() ? CheckState.DOWN : CheckState.UP;
        if (state.phase() == CheckState.FLAPPING && to != CheckState.UNKNOWN) {
            return steady(state, to, said.status(), said.summary(), said.when(), said);
        }
        if (state.phase() == to && state.status() == said.status()) {
            return state.isUnexplained() && !said.summary().isEmpty()
                    ? settle(state, to, said.status(), said.summary(), state.since(), said)
                    : VerdictDecision.keep(state);
        }
        return settle(state, to, said.status(), said.summary(), said.since(), said);
    }

    // All

    private static boolean isSettled(Round round, Ballot ballot) {
        return round.beat().equals(ballot.beat()) && round.settled() != Round.Result.OPEN;
    }

    /// Nobody can tell.
    private static VerdictDecision lost(VerdictState state, Ballot ballot) {
        if (state.status() == Status.UNKNOWN && !state.isUnexplained()) {
            return VerdictDecision.keep(state.calmed().with(state.round()));
        }
        String why =
                ballot.message().isEmpty()
                        ? "too few places can see"
                        : "too few places can see: " + ballot.message();
        Instant since = state.isUnexplained() ? state.since() : ballot.at();
        VerdictDecision unknown =
                settle(state, CheckState.UNKNOWN, Status.UNKNOWN, why, since, ballot);
        return state.settled() == CheckState.DOWN
                ? new VerdictDecision(
                        unknown.state().after(Optional.of(CheckState.DOWN)), unknown.effects())
                : unknown;
    }

    /// Another verdict, unless it changes too often: then it is held.
    private static VerdictDecision settle(
            VerdictState state,
            CheckState to,
            Status status,
            String summary,
            Instant since,
            VerdictEvent event) {
        Instant oldest = event.when().minus(FLAP_WINDOW);
        var changes = new java.util.ArrayList<Instant>();
        for (Instant change : state.changes()) {
            if (change.isAfter(oldest)) {
                changes.add(change);
            }
        }
        boolean known = status != Status.UNKNOWN && state.status() != Status.UNKNOWN;
        if (known && status != state.status()) {
            changes.add(event.when());
        }
        if (status != Status.UNKNOWN && changes.size() > FLAP_CHANGES) {
            String held =
                    "changed "
                            + changes.size()
                            + " times in "
                            + FLAP_WINDOW.toMinutes()
                            + " min, held until stable for "
                            + FLAP_STABLE.toMinutes()
                            + " min; last: "
                            + (summary.isEmpty() ? "all is well" : summary);
            return changed(
                    state,
                    CheckState.FLAPPING,
                    Status.DEGRADED,
                    held,
                    changes.getFirst(),
                    event.when(),
                    changes);
        }
        return changed(state, to, status, summary, since, event.when(), changes);
    }

    private static VerdictDecision changed(
            VerdictState state,
            CheckState to,
            Status status,
            String summary,
            Instant since,
            Instant at,
            List<Instant> changes) {
        // The round stays, so that its late ballots are not counted as a round of their own.
        VerdictState next =
                VerdictState.settled(to, status, summary, since, changes).with(state.round());
        return new VerdictDecision(
                to == CheckState.UP && status == Status.OPERATIONAL ? next.calmed() : next,
                List.of(
                        new VerdictEffect.Changed(
                                state.settled(), to, state.status(), status, summary, since, at)));
    }
}
