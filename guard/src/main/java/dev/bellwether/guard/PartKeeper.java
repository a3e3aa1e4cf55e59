package dev.bellwether.guard;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps this guard's parts of the nodes: tells the shared table what it has and wants, again and
/// again.
final class PartKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(PartKeeper.class);
    private static final long EVERY_MILLIS = 1_000;

    /// While somebody waits for memory.
    private static final long HUNGRY_MILLIS = 300;

    private final PartTable table;
    private final Portions portions;
    private final Gate gate;
    private final List<NodeKeeper> nodes;
    private boolean isAway;

    PartKeeper(PartTable table, Portions portions, Gate gate, List<NodeKeeper> nodes) {
        this.table = table;
        this.portions = portions;
        this.gate = gate;
        this.nodes = nodes;
    }

    /// Until it is interrupted.
    void keep() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                beat();
                boolean isHungry = !gate.state().waiting().isEmpty();
                Thread.sleep(isHungry ? HUNGRY_MILLIS : EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One sign of life.
    void beat() {
        List<PartBeat> beats = gate.share(nodes);
        try {
            List<PartRow> rows = table.beat(beats);
            portions.answered(beats.getFirst().number(), rows);
            if (isAway) {
                isAway = false;
                LOG.info("The table that guards share answers again");
            }
            gate.tick();
        } catch (RuntimeException e) {
            portions.failed(Upstream.why(e));
            if (!isAway) {
                isAway = true;
                LOG.warn(
                        "The table that guards share does not answer. Half a fair share of each node is"
                                + " gone on with: {}",
                        Upstream.why(e));
            }
        }
    }

    /// From now on nothing is let in; what runs is told when the guard has stopped.
    Map<String, Long> close() {
        return gate.close(nodes);
    }

    /// Others need not wait for what does not run any more.
    ///
    /// @param running caps, by node
    void leave(Map<String, Long> running) {
        try {
            table.leave(portions.guard(), running);
        } catch (RuntimeException e) {
            LOG.warn("The other guards are not told that this one ends: {}", Upstream.why(e));
        }
    }
}
