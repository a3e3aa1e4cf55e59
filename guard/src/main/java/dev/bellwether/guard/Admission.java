package dev.bellwether.guard;

import dev.bellwether.guard.AdmissionEvent.Arrived;
import dev.bellwether.guard.AdmissionEvent.Ended;
import dev.bellwether.guard.AdmissionEvent.Left;
import dev.bellwether.guard.AdmissionEvent.Opened;
import dev.bellwether.guard.AdmissionEvent.OutOfMemory;
import dev.bellwether.guard.AdmissionEvent.Restarted;
import dev.bellwether.guard.AdmissionEvent.Seen;
import dev.bellwether.guard.AdmissionEvent.Tick;
import java.time.Instant;

/// When a query may run, and with how much memory. Pure: the same state, event and time give the
/// same decision.
///
/// *The invariant.* On each node, the sum of the caps of all that runs, plus the node's reserve, is
/// never above the node's limit. A cap is set aside before the query is sent and given back when
/// its answer has ended, when the node says that it is gone, or when the node's process is another
/// one. A client that leaves does not give memory back: old servers go on with the query. That a
/// forecast was wrong costs time, never memory: the cap is what the server is told, and what the
/// ledger has.
///
/// *Whose turn it is* is reckoned by [AdmissionRound]: lanes first; within a lane the flow that has
/// had the least byte-seconds for its weight (fair queueing over memory held, after Demers, Keshav
/// and Shenker, 1989; byte-seconds, as a query that holds little for long is as dear as one that
/// holds much for a moment). What has been had fades by halves, so that a quiet hour earns no claim
/// to a flood.
///
/// *Nothing starves.* Small queries may pass a large one that does not fit, until it has waited for
/// the policy's patience. Then it stands before all that is not urgent, and what is let in after
/// that moment may take only what it leaves: as what runs ends, its room comes free (backfilling
/// with a reservation for the head of the queue: Lifka, "The ANL/IBM SP scheduling system", 1995).
/// It waits for three things in turn, its lane's ceiling, its user's, and the node's room, and has
/// a reservation of the first that it lacks: a report that waits for two others to end must keep no
/// room from dashboards, which it could not use before those have ended anyway.
final class Admission {
    private final AdmissionPolicy policy;

    Admission(AdmissionPolicy policy) {
        this.policy = policy;
    }

    AdmissionEffect.Decision on(AdmissionState state, AdmissionEvent event, Instant now) {
        var round = new AdmissionRound(policy, state, now);
        switch (event) {
            case Arrived(Ask ask) -> round.arrive(ask);
            case Ended(String id) -> round.end(id);
            case Left(String id) -> round.leave(id);
            case OutOfMemory(String id, Lane lane, long bytes) -> round.promote(id, lane, bytes);
            case Seen seen -> round.reconcile(seen);
            case Restarted(String node) -> round.forget(node);
            case Opened(String node, int percent, boolean heavy) ->
                    round.node(node, room -> room.with(percent, heavy));
            case Tick() -> {}
        }
        return round.decide();
    }
}
