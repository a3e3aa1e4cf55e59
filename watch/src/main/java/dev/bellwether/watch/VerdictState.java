package dev.bellwether.watch;

import dev.bellwether.model.CheckState;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
/// @param before while UNKNOWN: DOWN when that was the last that was known; a service that was down
///   has to be seen well as long as ever before it is up
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
        List<Instant> changes,
        Optional<CheckState> before) {
    public VerdictState {
        before = before == null ? Optional.empty() : before;
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
                changes,
                Optional.empty());
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

    /// UNKNOWN, and DOWN was the last that was known.
    boolean wasDown() {
        return settled == CheckState.UNKNOWN && before.filter(CheckState.DOWN::equals).isPresent();
    }

    VerdictState calmed() {
        return settled(settled, status, summary, since, changes).after(before);
    }

    VerdictState after(Optional<CheckState> known) {
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
                tries,
                changes,
                known);
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
                changes,
                before);
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
                changes,
                before);
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
                changes,
                before);
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
                changes,
                before);
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
                changes,
                before);
    }
}
