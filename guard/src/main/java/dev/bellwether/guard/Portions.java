package dev.bellwether.guard;

import dev.bellwether.guard.Parts.Need;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How much of each node is this guard's now, by this process's steady clock. Safe for several
/// threads; who has the [Gate] may ask here, never the other way round.
final class Portions {
    /// Of what a guard was seen to want, so much is forgotten at each sign of life: what runs comes
    /// and goes faster than parts move.
    private static final int FADES = 8;

    private final boolean isAlone;
    private final LongSupplier nanos;
    private final Map<String, Long> wanted = new HashMap<>();
    private Parts parts;
    private boolean isClosed;
    private String trouble = "the table of the guards has not answered yet";

    private Portions(boolean isAlone, Parts parts, LongSupplier nanos) {
        this.isAlone = isAlone;
        this.parts = parts;
        this.nanos = nanos;
    }

    /// All of each node is this guard's.
    static Portions alone() {
        return new Portions(true, Parts.of(PartTerms.standard(), "", ""), () -> 0);
    }

    /// @param nanos such as [System#nanoTime]
    static Portions shared(PartTerms terms, String guard, String home, LongSupplier nanos) {
        return new Portions(false, Parts.of(terms, guard, home), nanos);
    }

    boolean isAlone() {
        return isAlone;
    }

    /// As queries that it sends are marked; empty for a guard that is alone.
    synchronized String guard() {
        return parts.guard();
    }

    synchronized AdmissionState parted(AdmissionState state) {
        if (isAlone) {
            return state;
        }
        long now = nanos.getAsLong();
        boolean isNew =
                state.nodes().values().stream().anyMatch(room -> !parted(room, now).equals(room));
        return isNew ? state.with(room -> parted(room, now)) : state;
    }

    private NodeRoom parted(NodeRoom room, long now) {
        return room.parted(parts.usable(room.name(), now), parts.reach(room.name(), now));
    }

    /// Bytes that its caps on a node may have together now.
    synchronized long bytes(String node) {
        return parts.usable(node, nanos.getAsLong());
    }

    /// What its queries want is the most that they wanted lately.
    synchronized void demand(AdmissionState state) {
        if (isAlone) {
            return;
        }
        for (NodeRoom room : state.nodes().values()) {
            long whole = room.limit() - room.reserve();
            long most = whole / 100 * 98;
            long waiting =
                    state.waiting().stream()
                            .filter(one -> one.ask().node().map(room.name()::equals).orElse(true))
                            .filter(one -> one.ask().lane() != Lane.QUARANTINE)
                            .mapToLong(one -> Math.min(most, one.ask().bytes()))
                            .sum();
            long now = Math.min(whole, state.held(room.name()) + waiting);
            wanted.merge(room.name(), now, Math::max);
        }
    }

    /// What is to be sent now. Where it lowers its part, it has done so.
    synchronized List<PartBeat> ask(AdmissionState state, Collection<NodeKeeper> nodes) {
        demand(state);
        var needs = new HashMap<String, Need>();
        for (NodeKeeper node : nodes) {
            String name = node.node().name();
            @Nullable NodeRoom room = state.nodes().get(name);
            if (room != null) {
                long whole = room.limit() - room.reserve();
                long had = wanted.getOrDefault(name, 0L);
                needs.put(
                        name,
                        new Need(
                                whole,
                                state.held(name) + node.orphans(),
                                Math.max(whole / 16, had)));
                wanted.put(name, had - had / FADES);
            }
        }
        Parts.Asking asking = parts.ask(needs, nanos.getAsLong());
        parts = asking.parts();
        return asking.beats();
    }

    /// The table has answered what was asked last.
    synchronized void answered(long request, List<PartRow> rows) {
        if (!isClosed) {
            parts = parts.answered(request, rows, nanos.getAsLong());
        }
        trouble = "";
    }

    /// Nothing is this guard's from now on.
    synchronized void close() {
        parts = Parts.of(parts.terms(), parts.guard(), parts.home());
        isClosed = true;
    }

    synchronized void failed(String why) {
        trouble = why;
    }

    /// When a look begins, for [#saw].
    long now() {
        return nanos.getAsLong();
    }

    /// @param asked when the look began
    /// @param caps of what runs there, by guard
    synchronized void saw(String node, long asked, Map<String, Long> caps) {
        parts = parts.saw(node, asked, caps);
    }

    /// Whether the guard of this mark has a row for the node, so that its queries are within it.
    synchronized boolean knows(String node, String guard) {
        return parts.rows(node).stream().anyMatch(row -> row.guard().equals(guard));
    }

    /// For people: its part and the number of guards that share the node.
    synchronized GuardStatus.NodePart status(String node, long whole) {
        if (isAlone) {
            return new GuardStatus.NodePart(whole, 1, true, "");
        }
        long now = nanos.getAsLong();
        return new GuardStatus.NodePart(
                parts.usable(node, now),
                Math.max(1, parts.rows(node).size()),
                parts.isHeard(now),
                trouble);
    }
}
