package dev.bellwether.guard;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/// What each query passes through, made once.
///
/// @param gate where queries wait
/// @param answers that more than one may have
/// @param watching a ledger of what would be, for when the guard only watches
record Works(
        GuardSettings settings,
        List<NodeKeeper> nodes,
        Gate gate,
        Gate watching,
        Planner planner,
        Rows rows,
        Flights flights,
        Kills kills,
        Switch controls,
        Sessions sessions,
        Tally tally,
        Uses uses,
        Answers answers,
        Portions portions,
        WorkloadCapture capture,
        InstantSource clock) {

    NodeKeeper node(String name) {
        return nodes.stream()
                .filter(one -> one.node().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// For what does not go through the ledger: a node that answers, with the least set aside.
    NodeKeeper anyNode() {
        if (nodes.size() == 1) {
            return nodes.getFirst();
        }
        AdmissionState state = gate.state();
        return nodes.stream()
                .min(
                        Comparator.comparing(NodeKeeper::isSilent)
                                .thenComparing(one -> state.held(one.node().name()))
                                .thenComparing(one -> flights.on(one.node().name()).size()))
                .orElseThrow();
    }
}
