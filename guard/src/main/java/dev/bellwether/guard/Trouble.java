package dev.bellwether.guard;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/// Why an answer of before is better than none: a query would have to wait, and not for its turn
/// alone.
enum Trouble {
    /// No node answers.
    AWAY,
    /// The nodes that answer died a while ago, and open step by step.
    WARMING,
    /// The nodes' memory is nearly full, or they died twice: no heavy query begins.
    PRESSURE,
    /// Too many wait, or nothing came free in time.
    FULL;

    /// @param foreseen what would become of the query now
    /// @param lane that it would wait in
    /// @param isSilent whether the node of this name does not answer
    static Optional<Trouble> of(
            AdmissionEffect foreseen,
            Lane lane,
            Collection<NodeRoom> nodes,
            Predicate<String> isSilent) {
        return switch (foreseen) {
            case AdmissionEffect.Refuse refuse -> of(refuse.why());
            case AdmissionEffect.Wait _ -> {
                Trouble first = AWAY;
                for (NodeRoom node : nodes) {
                    Optional<Trouble> one = of(node, lane, isSilent);
                    if (one.isEmpty()) {
                        yield Optional.empty();
                    }
                    first = first == AWAY ? one.get() : first;
                }
                yield Optional.of(first);
            }
            case AdmissionEffect.Run _, AdmissionEffect.PassError _, AdmissionEffect.Kill _ ->
                    Optional.empty();
        };
    }

    private static Optional<Trouble> of(NodeRoom node, Lane lane, Predicate<String> isSilent) {
        if (isSilent.test(node.name())) {
            return Optional.of(AWAY);
        }
        if (node.openPercent() < 100) {
            return Optional.of(WARMING);
        }
        return lane.isRisky() && !node.heavyOpen() ? Optional.of(PRESSURE) : Optional.empty();
    }

    /// Of a query that was refused.
    static Optional<Trouble> of(AdmissionEffect.Why why) {
        return switch (why) {
            case FULL, FULL_OF_FLOW, DEADLINE -> Optional.of(FULL);
            case NO_NODE -> Optional.of(AWAY);
            case FULL_OF_QUARANTINE, SAME_ID, CANCELLED -> Optional.empty();
        };
    }
}
