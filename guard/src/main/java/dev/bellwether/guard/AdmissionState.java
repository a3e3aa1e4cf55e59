package dev.bellwether.guard;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The ledger: who has which memory, who waits, and who has had how much.
///
/// @param nodes by name
/// @param running by query id
/// @param waiting in the order they came
/// @param used byte-seconds that each flow had, fading
/// @param at up to when `used` is reckoned
record AdmissionState(
        Map<String, NodeRoom> nodes,
        Map<String, Reservation> running,
        List<Waiting> waiting,
        Map<Ask.Flow, Double> used,
        Instant at) {
    /// Memory that a running query has.
    ///
    /// @param cap bytes sent to the server as the query's limit
    /// @param held bytes set aside for it: the cap, or less once some of it was lent
    /// @param spillAt bytes from which sorts and groups go to disk; 0 for never
    /// @param promotions how many times it ran out of memory before this run
    /// @param arrived when it came first
    /// @param since when this run began
    /// @param leaving whether its client is gone and the server was told to end it
    record Reservation(
            Ask ask,
            String node,
            long cap,
            long held,
            long spillAt,
            int promotions,
            Instant arrived,
            Instant since,
            boolean leaving) {
        Reservation holding(long bytes) {
            return new Reservation(
                    ask, node, cap, bytes, spillAt, promotions, arrived, since, leaving);
        }

        Reservation left() {
            return new Reservation(ask, node, cap, held, spillAt, promotions, arrived, since, true);
        }
    }

    /// A query that waits.
    ///
    /// @param promotions how many times it ran out of memory
    /// @param tooLittle the cap that it ran out of last, bytes; 0 when it did not
    record Waiting(Ask ask, int promotions, Instant arrived, long tooLittle) {}

    AdmissionState {
        nodes = Map.copyOf(nodes);
        running = Map.copyOf(running);
        waiting = List.copyOf(waiting);
        used = Map.copyOf(used);
    }

    static AdmissionState of(Collection<NodeRoom> nodes, Instant now) {
        return new AdmissionState(
                nodes.stream().collect(Collectors.toMap(NodeRoom::name, node -> node)),
                Map.of(),
                List.of(),
                Map.of(),
                now);
    }

    /// With rooms as they are now.
    AdmissionState with(UnaryOperator<NodeRoom> change) {
        return new AdmissionState(
                nodes.values().stream()
                        .map(change)
                        .collect(Collectors.toMap(NodeRoom::name, node -> node)),
                running,
                waiting,
                used,
                at);
    }

    /// Bytes set aside on a node.
    long held(String node) {
        return running.values().stream()
                .filter(one -> one.node().equals(node))
                .mapToLong(Reservation::held)
                .sum();
    }

    /// When something happens although nothing comes in: the first deadline, or the first query
    /// that loses its patience.
    Optional<Instant> wake(AdmissionPolicy policy, Instant now) {
        return waiting.stream()
                .flatMap(one ->
                        Stream.of(one.ask().deadline(), one.arrived().plus(policy.patience())))
                .filter(instant -> instant.isAfter(now))
                .min(Instant::compareTo);
    }
}
