package dev.bellwether.guard;

import java.time.Instant;
import java.util.Map;

/// What happens to queries and nodes, as admission sees it.
sealed interface AdmissionEvent {
    /// A query came.
    record Arrived(Ask ask) implements AdmissionEvent {}

    /// The server's answer is at its end, whole or broken: the query has no memory any more.
    record Ended(String id) implements AdmissionEvent {}

    /// The client went away. A query that waits leaves at once; one that runs is to be ended, and
    /// keeps its memory until it has gone.
    record Left(String id) implements AdmissionEvent {}

    /// The query ran out of memory before it answered anything, and has ended.
    ///
    /// @param lane where it is to run next
    /// @param bytes with which cap
    record OutOfMemory(String id, Lane lane, long bytes) implements AdmissionEvent {}

    /// What a node said of its queries. Each ledger entry of the node that began before the node
    /// was asked and is not there has ended.
    ///
    /// @param asked when the node was asked; what began after cannot stand in the answer
    /// @param running by query id, for those of the ledger
    /// @param strangers bytes of all else
    record Seen(String node, Instant asked, Map<String, Usage> running, long strangers)
            implements AdmissionEvent {
        public Seen {
            running = Map.copyOf(running);
        }
    }

    /// How much of its cap a query needs.
    ///
    /// @param peak bytes at its highest so far
    /// @param isPastGrowth whether it will not need more
    record Usage(long peak, boolean isPastGrowth) {}

    /// A node's process is another one: nothing of before runs on it.
    record Restarted(String node) implements AdmissionEvent {}

    /// How far a node is open.
    record Opened(String node, int percent, boolean heavy) implements AdmissionEvent {}

    /// Nothing but time.
    record Tick() implements AdmissionEvent {}
}
