package dev.bellwether.guard;

import dev.bellwether.guard.AdmissionState.Reservation;
import dev.bellwether.guard.AdmissionState.Waiting;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who goes first, and who fits where. The essay is in [Admission].
final class Turns {
    private static final int LAST = Lane.values().length + 1;

    private final AdmissionPolicy policy;
    private final Map<String, NodeRoom> nodes;
    private final Map<String, Reservation> running;
    private final Map<Ask.Flow, Double> used;
    private final Instant now;

    /// The first that lost its patience and has room promised: of a node, or of what its lane or
    /// its user may have there.
    private final Map<String, Waiting> heads = new HashMap<>();

    /// Nodes where one in quarantine waits that lost patience: no other in quarantine passes it.
    private final Set<String> shut = new HashSet<>();

    /// @param running seen as it is when a place is looked for, with those let in meanwhile
    Turns(
            AdmissionPolicy policy,
            Map<String, NodeRoom> nodes,
            Map<String, Reservation> running,
            Map<Ask.Flow, Double> used,
            Instant now) {
        this.policy = policy;
        this.nodes = nodes;
        this.running = running;
        this.used = used;
        this.now = now;
    }

    /// Urgent ones; then those without patience left, the oldest first; then by lane, by what the
    /// flow has had, and by age. What is in quarantine comes after all of them, whatever its
    /// patience.
    List<Waiting> order(List<Waiting> waiting) {
        return waiting.stream()
                .sorted(
                        Comparator.comparingInt(this::rank)
                                .thenComparingDouble(this::had)
                                .thenComparing(Waiting::arrived)
                                .thenComparing(one -> one.ask().id()))
                .toList();
    }

    private int rank(Waiting one) {
        if (one.ask().lane() == Lane.URGENT) {
            return 0;
        }
        if (one.ask().lane() == Lane.QUARANTINE) {
            return LAST + (isImpatient(one) ? 0 : 1);
        }
        return isImpatient(one) ? 1 : 1 + one.ask().lane().ordinal();
    }

    private double had(Waiting one) {
        if (isImpatient(one)) {
            return 0;
        }
        Ask.Flow flow = one.ask().flow();
        return used.getOrDefault(flow, 0.0) / policy.weight(flow);
    }

    private boolean isImpatient(Waiting one) {
        return !now.isBefore(impatientAt(one));
    }

    private Instant impatientAt(Waiting one) {
        return one.arrived().plus(policy.patience());
    }

    /// Where it may run now, if anywhere: of the nodes it fits on, the one with the least set
    /// aside. To be asked in the order of [#order].
    Optional<Reservation> place(Waiting one) {
        Optional<Reservation> found =
                nodes.values().stream()
                        .filter(node -> one.ask().node().map(node.name()::equals).orElse(true))
                        .filter(node -> fits(one, node))
                        .min(
                                Comparator.comparingDouble(this::fullness)
                                        .thenComparing(NodeRoom::name))
                        .map(node -> reservation(one, node));
        if (found.isEmpty() && isImpatient(one) && one.ask().lane() != Lane.URGENT) {
            standBefore(one);
        }
        return found;
    }

    private double fullness(NodeRoom node) {
        return (double) held(node, _ -> true) / Math.max(1, node.budget());
    }

    private Reservation reservation(Waiting one, NodeRoom node) {
        long cap = cap(one, node);
        // Less than it asked for, or tried before: it must be able to go to disk.
        boolean spills = cap < one.ask().bytes() || one.promotions() > 0;
        return new Reservation(
                one.ask(),
                node.name(),
                cap,
                cap,
                spills ? cap / 3 : 0,
                one.promotions(),
                one.arrived(),
                now,
                false);
    }

    /// What it asks for, or the most that its lane may have of the node when that is less. A query
    /// that needs more than there is goes to disk anyway, and does so with half of it as well: two
    /// of them side by side end sooner than one after the other. One that half was too little for
    /// has all. A probe is made to fit what is open, so that a node that warms up is not shut to
    /// all that is not known yet.
    private long cap(Waiting one, NodeRoom node) {
        Ask ask = one.ask();
        long most = policy.most(ask.lane(), node.whole());
        return switch (ask.lane()) {
            case URGENT, INTERACTIVE, QUARANTINE -> Math.min(ask.bytes(), most);
            case PROBE -> {
                long open = policy.ceiling(Lane.PROBE, node.budget());
                yield Math.min(Math.min(ask.bytes(), most), Math.max(Forecasts.LEAST, open));
            }
            case HEAVY, BATCH ->
                    ask.bytes() <= most ? ask.bytes() : mayTryHalf(one, most) ? most / 2 : most;
        };
    }

    /// Whether it has another try, should half be too little.
    private static boolean mayTryHalf(Waiting one, long most) {
        return one.ask().mayRetry()
                && one.promotions() < AdmissionPolicy.MAX_PROMOTIONS
                && one.tooLittle() < most / 2;
    }

    private boolean fits(Waiting one, NodeRoom node) {
        Ask ask = one.ask();
        long cap = cap(one, node);
        if (cap <= 0 || ask.lane().isRisky() && !node.heavyOpen()) {
            return false;
        }
        if (ask.lane() == Lane.URGENT) {
            return held(node, _ -> true) + cap <= node.budget();
        }
        if (ask.lane() == Lane.QUARANTINE && shut.contains(node.name())) {
            return false;
        }
        return fitsNode(ask, node, cap)
                && fitsLane(ask, node, cap)
                && fitsUser(ask, node, cap)
                && leavesRoomForHeads(ask, node, cap);
    }

    private boolean fitsNode(Ask ask, NodeRoom node, long cap) {
        long others = held(node, one -> one.ask().lane() != Lane.URGENT);
        return held(node, _ -> true) + cap <= node.budget()
                && others + cap <= policy.ceiling(Lane.INTERACTIVE, node.budget());
    }

    private boolean fitsLane(Ask ask, NodeRoom node, long cap) {
        long same = held(node, one -> isSameCeiling(one.ask().lane(), ask.lane()));
        return same + cap <= policy.ceiling(ask.lane(), node.budget())
                && (ask.lane() != Lane.QUARANTINE
                        || quarantined(node) < policy.quarantine().atOnce());
    }

    private long quarantined(NodeRoom node) {
        return running.values().stream()
                .filter(one -> one.node().equals(node.name()))
                .filter(one -> one.ask().lane() == Lane.QUARANTINE)
                .count();
    }

    private boolean fitsUser(Ask ask, NodeRoom node, long cap) {
        return held(node, one -> isSameUser(one.ask(), ask)) + cap <= ofUser(node);
    }

    private long ofUser(NodeRoom node) {
        return AdmissionPolicy.share(node.whole(), policy.userPercent());
    }

    private boolean leavesRoomForHeads(Ask ask, NodeRoom node, long cap) {
        long ofNode = policy.ceiling(Lane.INTERACTIVE, node.budget());
        long ofLane = policy.ceiling(ask.lane(), node.budget());
        return leavesRoom(heads.get(node.name()), node, cap, _ -> true, ofNode)
                && leavesRoom(
                        heads.get(laneKey(ask, node)),
                        node,
                        cap,
                        one -> isSameCeiling(one.ask().lane(), ask.lane()),
                        ofLane)
                && leavesRoom(
                        heads.get(userKey(ask, node)),
                        node,
                        cap,
                        one -> isSameUser(one.ask(), ask),
                        ofUser(node));
    }

    /// What came in since the head lost its patience, and this one, must leave it its room.
    private boolean leavesRoom(
            @Nullable Waiting head, NodeRoom node, long cap, Which which, long ceiling) {
        if (head == null) {
            return true;
        }
        Instant since = impatientAt(head);
        long later =
                held(
                        node,
                        one ->
                                one.ask().lane() != Lane.URGENT
                                        && !one.since().isBefore(since)
                                        && which.is(one));
        return later + cap + cap(head, node) <= ceiling;
    }

    /// Keeps others from passing one that has lost its patience, on the node with the most room, by
    /// promises: what comes in from then on leaves it its room under its lane's ceiling; once that
    /// has it, under its user's; once both have it, on the node. What still runs under the first
    /// ends before it can begin, so a promise of the next would keep room from others for nothing.
    /// What began before a promise ends some time and what begins after is not in its way: each is
    /// kept in the end. Of what is in quarantine only what is there too waits for it.
    private void standBefore(Waiting one) {
        Ask ask = one.ask();
        if (ask.lane() == Lane.QUARANTINE) {
            nodes.values().stream()
                    .filter(node -> ask.node().map(node.name()::equals).orElse(true))
                    .forEach(node -> shut.add(node.name()));
            return;
        }
        nodes.values().stream()
                .filter(node -> ask.node().map(node.name()::equals).orElse(true))
                .filter(node -> node.heavyOpen() || !ask.lane().isHeavy())
                .filter(node -> cap(one, node) <= policy.ceiling(ask.lane(), node.budget()))
                .max(Comparator.comparingLong(NodeRoom::budget).thenComparing(NodeRoom::name))
                .ifPresent(node -> {
                    long cap = cap(one, node);
                    heads.putIfAbsent(laneKey(ask, node), one);
                    if (fitsLane(ask, node, cap)) {
                        heads.putIfAbsent(userKey(ask, node), one);
                        if (fitsUser(ask, node, cap)) {
                            heads.putIfAbsent(node.name(), one);
                        }
                    }
                });
    }

    private interface Which {
        boolean is(Reservation one);
    }

    private long held(NodeRoom node, Which which) {
        long sum = 0;
        for (Reservation one : running.values()) {
            if (one.node().equals(node.name()) && which.is(one)) {
                sum += one.held();
            }
        }
        return sum;
    }

    private static boolean isSameCeiling(Lane one, Lane other) {
        return one == other || one.isHeavy() && other.isHeavy();
    }

    private static boolean isSameUser(Ask one, Ask other) {
        return one.flow().user().equals(other.flow().user());
    }

    private static String laneKey(Ask ask, NodeRoom node) {
        return node.name() + "/lane/" + (ask.lane().isHeavy() ? Lane.HEAVY : ask.lane());
    }

    private static String userKey(Ask ask, NodeRoom node) {
        return node.name() + "/user/" + ask.flow().user();
    }
}
