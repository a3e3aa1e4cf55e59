package dev.bellwether.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a verdict was made of: where it stood, and all that came until it changed. Complete: the
/// verdict follows from it and from nothing else.
///
/// @param start the state before the first ballot
/// @param ballots in the order in which they were counted, at most [Trail#MOST]
/// @param statement what was said, when the verdict came from no probe
public record Evidence(
        VerdictPolicy policy,
        VerdictState start,
        List<Ballot> ballots,
        Optional<Statement> statement) {
    public Evidence {
        ballots = List.copyOf(ballots);
    }

    /// The change that follows from this evidence; empty when none does.
    public Optional<VerdictEffect.Changed> recompute() {
        VerdictState state = start;
        Optional<VerdictEffect.Changed> last = Optional.empty();
        var events = new ArrayList<VerdictEvent>(ballots);
        statement.ifPresent(events::add);
        for (VerdictEvent event : events) {
            VerdictDecision decision = VerdictMachine.on(policy, state, event);
            state = decision.state();
            last = changeIn(decision);
        }
        return last;
    }

    /// How each place voted, summed up.
    public Map<String, Votes> votes() {
        var votes = new LinkedHashMap<String, Votes>();
        for (String place : policy.places()) {
            votes.put(place, new Votes(0, 0, 0, 0));
        }
        for (Ballot ballot : ballots) {
            votes.merge(
                    ballot.place(),
                    new Votes(0, 0, 0, 0).with(ballot),
                    (had, fresh) -> had.with(ballot));
        }
        return votes;
    }

    /// The ballots of one place, counted.
    public record Votes(int up, int degraded, int down, int noVote) {
        Votes with(Ballot ballot) {
            return switch (ballot.outcome()) {
                case UP -> new Votes(up + 1, degraded, down, noVote);
                case DEGRADED -> new Votes(up, degraded + 1, down, noVote);
                case DOWN -> new Votes(up, degraded, down + 1, noVote);
                case NO_VOTE -> new Votes(up, degraded, down, noVote + 1);
            };
        }
    }

    static Optional<VerdictEffect.Changed> changeIn(VerdictDecision decision) {
        for (VerdictEffect effect : decision.effects()) {
            if (effect instanceof VerdictEffect.Changed changed) {
                return Optional.of(changed);
            }
        }
        return Optional.empty();
    }
}
