package dev.bellwether.guard;

import dev.bellwether.guard.AdmissionEffect.Why;
import dev.bellwether.guard.AdmissionState.Reservation;
import dev.bellwether.guard.AdmissionState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One step of [Admission]: a copy of the state that is worked on, and thrown away after.
final class AdmissionRound {
    /// Below this a flow has as good as nothing, and is forgotten.
    private static final double NOTHING = 1;

    private static final int MAX_FLOWS = 5_000;

    private final AdmissionPolicy policy;
    private final Instant now;
    private final Map<String, NodeRoom> nodes;
    private final Map<String, Reservation> running;
    private final List<Waiting> waiting;
    private final Map<Ask.Flow, Double> used;
    private final List<AdmissionEffect> effects = new ArrayList<>();
    private final Map<String, Waiting> fresh = new LinkedHashMap<>();

    AdmissionRound(AdmissionPolicy policy, AdmissionState state, Instant now) {
        this.policy = policy;
        this.now = now.isBefore(state.at()) ? state.at() : now;
        this.nodes = new HashMap<>(state.nodes());
        this.running = new HashMap<>(state.running());
        this.waiting = new ArrayList<>(state.waiting());
        this.used = faded(state);
    }

    /// What each flow has had until now.
    private Map<Ask.Flow, Double> faded(AdmissionState state) {
        double seconds = seconds(state.at());
        double left = Math.pow(0.5, seconds / Math.max(1e-3, policy.memory().toMillis() / 1e3));
        var result = new HashMap<Ask.Flow, Double>();
        state.used().forEach((flow, had) -> result.put(flow, had * left));
        for (Reservation one : state.running().values()) {
            result.merge(one.ask().flow(), one.held() * seconds, Double::sum);
        }
        result.values().removeIf(had -> had < NOTHING);
        if (result.size() > MAX_FLOWS) {
            double least =
                    result.values().stream().sorted().skip(MAX_FLOWS / 10).findFirst().orElse(0.0);
            result.values().removeIf(had -> had <= least);
        }
        return result;
    }

    private double seconds(Instant since) {
        return Duration.between(since, now).toNanos() / 1e9;
    }

    void arrive(Ask ask) {
        if (isUnderWay(ask.id())) {
            refuse(ask.id(), Why.SAME_ID);
        } else if (nodes.isEmpty()
                || ask.node().map(node -> !nodes.containsKey(node)).orElse(false)) {
            refuse(ask.id(), Why.NO_NODE);
        } else {
            var one = new Waiting(ask, 0, now, 0);
            waiting.add(one);
            fresh.put(ask.id(), one);
        }
    }

    private boolean isUnderWay(String id) {
        return running.containsKey(id)
                || waiting.stream().anyMatch(one -> one.ask().id().equals(id));
    }

    void end(String id) {
        running.remove(id);
    }

    void leave(String id) {
        waiting.removeIf(one -> one.ask().id().equals(id));
        Reservation one = running.get(id);
        if (one != null && !one.leaving()) {
            running.put(id, one.left());
            effects.add(new AdmissionEffect.Kill(id, one.node()));
        }
    }

    /// Its memory is free, for it has ended; it stands in line again as of when it came.
    void promote(String id, Lane lane, long bytes) {
        Reservation one = running.remove(id);
        if (one == null) {
            return;
        }
        Lane next = one.ask().lane() == Lane.QUARANTINE ? Lane.QUARANTINE : lane;
        boolean mayRun =
                one.ask().mayRetry()
                        && !one.leaving()
                        && one.promotions() < AdmissionPolicy.MAX_PROMOTIONS
                        && (Math.min(bytes, most(next)) > one.cap() || one.spillAt() == 0);
        if (!mayRun) {
            effects.add(new AdmissionEffect.PassError(id));
            return;
        }
        // The time it ran is no time it waited.
        Instant until = one.ask().deadline().plus(Duration.between(one.since(), now));
        var again =
                new Waiting(
                        one.ask().promoted(next, bytes, until),
                        one.promotions() + 1,
                        one.arrived(),
                        one.cap());
        waiting.add(again);
        fresh.put(id, again);
    }

    /// The most that one query of a lane may have of any node.
    private long most(Lane lane) {
        return nodes.values().stream()
                .mapToLong(node -> policy.most(lane, node.whole()))
                .max()
                .orElse(0);
    }

    void reconcile(AdmissionEvent.Seen seen) {
        node(seen.node(), room -> room.withStrangers(seen.strangers()));
        for (Iterator<Map.Entry<String, Reservation>> it = running.entrySet().iterator();
                it.hasNext(); ) {
            Map.Entry<String, Reservation> entry = it.next();
            Reservation one = entry.getValue();
            if (!one.node().equals(seen.node()) || !one.since().isBefore(seen.asked())) {
                continue;
            }
            AdmissionEvent.Usage usage = seen.running().get(entry.getKey());
            if (usage == null) {
                // One whose client is here ends by its answer's end, which may still be on its way.
                if (one.leaving()) {
                    it.remove();
                }
            } else if (policy.lends() && usage.isPastGrowth()) {
                long need = Math.min(one.held(), usage.peak() + usage.peak() / 4);
                entry.setValue(one.holding(Math.max(1, need)));
            }
        }
    }

    void forget(String node) {
        running.values().removeIf(one -> one.node().equals(node));
        node(node, room -> room.withStrangers(0));
    }

    void node(String name, UnaryOperator<NodeRoom> change) {
        nodes.computeIfPresent(name, (_, room) -> change.apply(room));
    }

    AdmissionEffect.Decision decide() {
        waiting.removeIf(one -> {
            boolean isLate = !now.isBefore(one.ask().deadline());
            if (isLate) {
                refuse(one.ask().id(), Why.DEADLINE);
                fresh.remove(one.ask().id());
            }
            return isLate;
        });
        if (!waiting.isEmpty()) {
            var turns = new Turns(policy, nodes, running, used, now);
            List<Waiting> order = turns.order(waiting);
            for (Waiting one : order) {
                turns.place(one).ifPresent(reservation -> run(one, reservation));
            }
            keepWithinBounds();
            tellPositions(order);
        }
        return new AdmissionEffect.Decision(
                new AdmissionState(nodes, running, waiting, used, now), effects);
    }

    private void run(Waiting one, Reservation reservation) {
        String id = one.ask().id();
        running.put(id, reservation);
        waiting.remove(one);
        fresh.remove(id);
        effects.add(
                new AdmissionEffect.Run(
                        id,
                        reservation.node(),
                        reservation.cap(),
                        reservation.spillAt(),
                        Duration.between(one.arrived(), now)));
    }

    /// Whoever came last is refused when too many wait. Who was let in once is not sent away.
    private void keepWithinBounds() {
        for (Waiting one : List.copyOf(fresh.values())) {
            if (one.ask().lane() == Lane.URGENT || one.promotions() > 0) {
                continue;
            }
            crowd(one.ask())
                    .ifPresent(why -> {
                        waiting.remove(one);
                        fresh.remove(one.ask().id());
                        refuse(one.ask().id(), why);
                    });
        }
    }

    private Optional<Why> crowd(Ask ask) {
        if (ask.lane() == Lane.QUARANTINE) {
            boolean isFull = count(Lane.QUARANTINE) > policy.quarantine().maxWaiting();
            return isFull ? Optional.of(Why.FULL_OF_QUARANTINE) : Optional.empty();
        }
        if (ordinary() > policy.maxWaiting()) {
            return Optional.of(Why.FULL);
        }
        long ofFlow = waiting.stream().filter(w -> w.ask().flow().equals(ask.flow())).count();
        return ofFlow > policy.maxWaitingOfFlow()
                ? Optional.of(Why.FULL_OF_FLOW)
                : Optional.empty();
    }

    /// Those that wait and count among one another.
    private long ordinary() {
        return waiting.size() - count(Lane.URGENT) - count(Lane.QUARANTINE);
    }

    private long count(Lane lane) {
        return waiting.stream().filter(one -> one.ask().lane() == lane).count();
    }

    private void tellPositions(List<Waiting> order) {
        if (fresh.isEmpty()) {
            return;
        }
        int position = 0;
        for (Waiting one : order) {
            if (!running.containsKey(one.ask().id())) {
                position++;
                if (fresh.containsKey(one.ask().id())) {
                    effects.add(new AdmissionEffect.Wait(one.ask().id(), position));
                }
            }
        }
    }

    /// The fuller the queue, the later it is worth coming back; one to thirty seconds.
    private void refuse(String id, Why why) {
        long seconds =
                1
                        + 29L
                                * (waiting.size() - count(Lane.QUARANTINE))
                                / Math.max(1, policy.maxWaiting());
        effects.add(new AdmissionEffect.Refuse(id, why, Duration.ofSeconds(Math.min(30, seconds))));
    }
}
