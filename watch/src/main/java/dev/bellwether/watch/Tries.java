package dev.bellwether.watch;

import dev.bellwether.model.ProbeResult.Outcome;

/// What one place has seen since the suspicion began.
///
/// @param left burst probes that it has not answered yet
public record Tries(int good, int bad, int lost, int left) {
    static Tries none() {
        return new Tries(0, 0, 0, VerdictMachine.BURST.size());
    }

    Tries with(Ballot ballot) {
        int stillLeft = ballot.attempt() > 0 ? Math.max(0, left - 1) : left;
        Outcome outcome = ballot.outcome();
        return switch (outcome) {
            case UP, DEGRADED -> new Tries(good + 1, bad, lost, stillLeft);
            case DOWN -> new Tries(good, bad + 1, lost, stillLeft);
            case NO_VOTE -> new Tries(good, bad, lost + 1, stillLeft);
        };
    }

    /// More than half of its tries fail, whatever the rest says.
    boolean isDown() {
        return bad * 2 > good + bad + left;
    }

    /// It can no longer become [#isDown].
    boolean isUp() {
        return good > 0 && good * 2 >= good + bad + left;
    }

    /// It has nothing more to say and never had a vote.
    boolean isLost() {
        return left == 0 && good == 0 && bad == 0;
    }
}
