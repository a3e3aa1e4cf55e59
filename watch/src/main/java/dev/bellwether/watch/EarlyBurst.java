package dev.bellwether.watch;

import dev.bellwether.model.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A confirm burst that is begun before the failure it confirms is known: a target that hangs keeps
/// its first probe waiting for the whole timeout, and the tries that confirm it need not wait for
/// that. Their ballots are held back until the round's own have said whether there is a doubt, so
/// that the verdict is counted in the order it always is.
///
/// Only a target that used to answer faster is tried so: one that is slow as a rule is not asked
/// more often. Belongs to whoever holds its [CheckRun].
final class EarlyBurst {
    /// How long a probe may take before its target is thought to hang; half of the timeout if that
    /// is less. With the burst's 3.5 s a hanging target is DOWN at most 3.5 s after its timeout.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<Ballot> held = new ArrayList<>();
    private final Duration patience;
    private Instant beat = Instant.MIN;
    private int awaited;
    private boolean begun;
    private boolean quick;

    EarlyBurst(Check check) {
        Duration half = check.timeout().dividedBy(2);
        this.patience = half.compareTo(PATIENCE) < 0 ? half : PATIENCE;
    }

    Duration patience() {
        return patience;
    }

    /// A round begins.
    void round(Instant due, int ballots) {
        beat = due;
        awaited = ballots;
        begun = false;
        held.clear();
    }

    /// @return whether the burst of this beat is to begin now
    boolean begin(Instant due) {
        if (begun || awaited == 0 || !quick || !due.equals(beat)) {
            return false;
        }
        begun = true;
        return true;
    }

    /// Whether the burst of this beat was begun early.
    boolean isBegun(Instant due) {
        return begun && due.equals(beat);
    }

    /// Whether the round's own ballots are all in.
    boolean isOver() {
        return awaited == 0;
    }

    /// One of the round's own ballots.
    void heard(Ballot ballot) {
        awaited = Math.max(0, awaited - 1);
        Duration took = Duration.between(ballot.at(), ballot.answered());
        quick =
                switch (ballot.outcome()) {
                    case UP, DEGRADED -> took.compareTo(patience) <= 0;
                    case DOWN, NO_VOTE -> quick;
                };
    }

    void hold(Ballot ballot) {
        held.add(ballot);
    }

    /// What was held back, in the order in which it came.
    List<Ballot> release() {
        List<Ballot> all = List.copyOf(held);
        held.clear();
        return all;
    }
}
