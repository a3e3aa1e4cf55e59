package dev.bellwether.watch;

import dev.bellwether.model.ProbeResult.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// The ballots of one beat as far as they are in.
///
/// @param votes by place
/// @param settled what the round says; OPEN while later ballots may still turn it
public record Round(Instant beat, Map<String, Outcome> votes, Result settled) {
    /// What a round says.
    public enum Result {
        OPEN,
        GOOD,
        SLOW,
        BAD,
        /// Every place lost its vote.
        LOST
    }

    /// Before the first beat.
    static final Round NONE = new Round(Instant.EPOCH, Map.of(), Result.OPEN);

    public Round {
        votes = Map.copyOf(votes);
    }

    /// The round with one more ballot. A place that votes twice in a round is heard once.
    Round with(Ballot ballot, int places) {
        var all = new TreeMap<String, Outcome>();
        if (ballot.beat().equals(beat)) {
            all.putAll(votes);
        }
        all.putIfAbsent(ballot.place(), ballot.outcome());
        return new Round(ballot.beat(), all, settle(all, places));
    }

    /// Counts. A place that has not answered yet may still say anything, so a round is settled once
    /// no answer can turn it: BAD when more than half of the voting places fail, SLOW when more
    /// than half are slow.
    private static Result settle(Map<String, Outcome> votes, int places) {
        int good = count(votes, Outcome.UP);
        int slow = count(votes, Outcome.DEGRADED);
        int bad = count(votes, Outcome.DOWN);
        int voting = places - count(votes, Outcome.NO_VOTE);
        if (voting <= 0) {
            return Result.LOST;
        }
        if (bad * 2 > voting) {
            return Result.BAD;
        }
        if (slow * 2 > voting) {
            return Result.SLOW;
        }
        boolean cannotBeBad = (good + slow) * 2 >= voting;
        boolean cannotBeSlow = (good + bad) * 2 >= voting;
        return cannotBeBad && cannotBeSlow ? Result.GOOD : Result.OPEN;
    }

    private static int count(Map<String, Outcome> votes, Outcome outcome) {
        int count = 0;
        for (Outcome vote : votes.values()) {
            if (vote == outcome) {
                count++;
            }
        }
        return count;
    }
}
