package dev.bellwether.guard;

import java.time.Instant;
import java.util.List;

/// What the guard tells of itself at one moment.
///
/// @param waiting queries in the queue
/// @param queue those that waited longest, at most [#SHOWN]
/// @param running what is in flight, the largest first, at most [#SHOWN]
/// @param forms of query that it has learnt
/// @param heaviest of them, by byte-seconds of the last hour, at most [#SHOWN]
/// @param suggested what people should put into quarantine
public record GuardStatus(
        Controls controls,
        Instant at,
        List<NodeStatus> nodes,
        int waiting,
        List<WaitingQuery> queue,
        int inFlight,
        List<RunningQuery> running,
        int forms,
        List<FormStatus> heaviest,
        Counts counts,
        ReleasesStatus releases,
        List<Quarantine> suggested) {
    static final int SHOWN = 100;

    public GuardStatus {
        nodes = List.copyOf(nodes);
        queue = List.copyOf(queue);
        running = List.copyOf(running);
        heaviest = List.copyOf(heaviest);
        suggested = List.copyOf(suggested);
    }

    /// A node; all sizes in bytes.
    ///
    /// @param phase `OPEN`, `WARMING` after a death, or `SILENT`
    /// @param trouble why it does not answer or tell; empty when all is well
    /// @param reserve never given away
    /// @param strangers what did not come through the guard, as last seen
    /// @param budget that all caps may reach now
    /// @param reserved that all caps reach
    /// @param resident in memory, and by whom that is counted
    /// @param tracked by the node itself
    /// @param suspects forms that were in flight when it died
    /// @param killed queries that the watchdog had ended
    /// @param part what of its room is this guard's
    public record NodeStatus(
            String name,
            String phase,
            String version,
            String trouble,
            long limit,
            long reserve,
            long strangers,
            long budget,
            long reserved,
            long resident,
            String residentBy,
            long tracked,
            int openPercent,
            boolean heavyOpen,
            int suspects,
            long deaths,
            long killed,
            NodePart part) {}

    /// What of a node's room is this guard's.
    ///
    /// @param bytes that its caps may have together
    /// @param guards that share the node, this one included
    /// @param isHeard whether the table that they share answered lately
    /// @param trouble why it did not, at the last time; empty when it did
    public record NodePart(long bytes, int guards, boolean isHeard, String trouble) {}

    /// A query in flight; sizes in bytes.
    ///
    /// @param fingerprint empty when its text was not understood
    /// @param forecast of its form's last run; 0 while the form is not known
    /// @param cap 0 when it passes as it came
    /// @param peak as last seen; 0 when it was not seen yet
    public record RunningQuery(
            String id,
            String fingerprint,
            String user,
            String feature,
            String release,
            String node,
            long forecast,
            long cap,
            long peak,
            long millis) {}

    /// A query that waits for its turn.
    ///
    /// @param lane such as `HEAVY`
    /// @param bytes of memory that it waits for
    /// @param millis since it came
    public record WaitingQuery(
            String id, String user, String feature, String lane, long bytes, long millis) {}

    /// How often things happened since the guard started.
    ///
    /// @param queries that were asked for
    /// @param waited that had to wait for their turn
    /// @param refused because nothing came free, or too many waited
    /// @param blocked because somebody keeps them out, or the guard is drained
    /// @param ranOut that ran out of memory under their cap
    /// @param again that were run again with more, or on another process or node
    /// @param clamped that had settings of theirs held down
    /// @param left whose client went away before the first byte
    /// @param killed orders to end a query that reached a node
    /// @param shared that were answered by another's run
    /// @param stale that were given an answer of before, for a node was in trouble
    /// @param quarantined that ran in quarantine, or were to
    /// @param wouldWait that would have waited, were the guard not only watching
    /// @param wouldRefuse that would have been refused
    public record Counts(
            long queries,
            long waited,
            long refused,
            long blocked,
            long ranOut,
            long again,
            long clamped,
            long left,
            long killed,
            long shared,
            long stale,
            long quarantined,
            long wouldWait,
            long wouldRefuse) {}
}
