package dev.bellwether.watch;

import dev.bellwether.model.CheckState;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Where the verdict of a check stands, with all it needs to remember.
///
/// @param settled the phase that others know: never SUSPECT or RECOVERING
/// @param status what is said of the service
/// @param summary why, in the check's own words
/// @param since when the first probe saw `status`
/// @param doubtSince when the first probe saw what is being confirmed or held
/// @param doubt what that probe said
/// @param round the beat that is being counted
/// @param streak rounds in a row that speak for a change: slow ones while OPERATIONAL, good ones
///   while DEGRADED or RECOVERING; while FLAPPING good ones counted up, bad ones counted down
/// @param streakFrom the beat of the first of them
/// @param tries by place, while SUSPECT
/// @param changes when the status last changed, oldest first, for the flap hold
public record VerdictState(
        CheckState phase,
        CheckState settled,
        Status status,
        String summary,
        Instant since,
        Instant doubtSince,
        String doubt,
        Round round,
        int streak,
        Instant streakFrom,
        Map<String, Tries> tries,
        List<Instant> changes) {
    public VerdictState {
        tries = Map.copyOf(tries);
        changes = List.copyOf(changes);
    }

    /// Nothing known yet.
    public static VerdictState unknown(Instant since) {
        return settled(CheckState.UNKNOWN, Status.UNKNOWN, "", since, List.of());
    }

    static VerdictState settled(
            CheckState phase, Status status, String summary, Instant since, List<Instant> changes) {
        return new VerdictState(
                phase,
                phase,
                status,
                summary,
                since,
                since,
                "",
                Round.NONE,
                0,
                Instant.EPOCH,
                Map.of(),
                changes);
    }

    /// Nothing is in doubt: an UP ballot changes nothing.
    boolean isCalm() {
        return phase == CheckState.UP
                && status == Status.OPERATIONAL
                && streak == 0
                && round.votes().isEmpty();
    }

    /// Nothing speaks for a change: evidence of what comes may begin here.
    boolean isResting() {
        return phase == settled
                && streak == 0
                && (round.votes().isEmpty() || round.settled() != Round.Result.OPEN);
    }

    /// UNKNOWN, and nobody was told why.
    boolean isUnexplained() {
        return status == Status.UNKNOWN && summary.isEmpty();
    }

    VerdictState calmed() {
        return settled(settled, status, summary, since, changes);
    }

    VerdictState with(Round counted) {
        return new VerdictState(
                phase,
                settled,
                status,
                summary,
                since,
                doubtSince,
                doubt,
                counted,
                streak,
                streakFrom,
                tries,
                changes);
    }

    VerdictState withStreak(int length, Instant from) {
        return new VerdictState(
                phase,
                settled,
                status,
                summary,
                since,
                doubtSince,
                doubt,
                round,
                length,
                from,
                tries,
                changes);
    }

    VerdictState withPhase(CheckState next) {
        return new VerdictState(
                next,
                settled,
                status,
                summary,
                since,
                doubtSince,
                doubt,
                round,
                streak,
                streakFrom,
                tries,
                changes);
    }

    VerdictState withTries(Map<String, Tries> counted) {
        return new VerdictState(
                phase,
                settled,
                status,
                summary,
                since,
                doubtSince,
                doubt,
                round,
                streak,
                streakFrom,
                counted,
                changes);
    }

    VerdictState doubting(Instant first, String why) {
        return new VerdictState(
                phase,
                settled,
                status,
                summary,
                since,
                first,
                why,
                round,
                streak,
                streakFrom,
                tries,
                changes);
    }
}
