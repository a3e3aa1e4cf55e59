package dev.bellwether.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The events since a verdict last rested, kept so that a change can show what it was made of.
/// Belongs to the thread that holds its check.
final class Trail {
    /// Ballots kept at most. What is older is folded into the state that the evidence starts from,
    /// so that a bounded trail still recomputes.
    static final int MOST = 200;

    private VerdictState start;
    private final List<Ballot> ballots = new ArrayList<>();

    Trail(VerdictState start) {
        this.start = start;
    }

    /// Notes a ballot that is about to be counted in `before`.
    void note(VerdictState before, Ballot ballot) {
        if (before.isResting() || ballots.size() == MOST) {
            start = before;
            ballots.clear();
        }
        ballots.add(ballot);
    }

    Evidence evidence(VerdictPolicy policy) {
        return new Evidence(policy, start, ballots, Optional.empty());
    }
}
