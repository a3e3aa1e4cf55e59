package dev.bellwether.watch;

import dev.bellwether.model.ProbeResult.Outcome;
import java.time.Duration;
import java.util.Map;

/// How the watch itself is doing, since the start.
///
/// @param checks that are watched and not paused
/// @param inFlight probes asked for and not yet counted
/// @param probes ended, by outcome
/// @param beatsSkipped rounds that were not begun because the one before was still under way
/// @param latenessMedian time from when a round was due to when it began
/// @param verdictsPending changes that are decided and wait for the database
/// @param verdictsLost changes dropped because too many waited
/// @param verdictsOvertaken changes not written because another node watches the check by now
/// @param shards of the checks that this node watches, of 64
public record WatchMetrics(
        int checks,
        int inFlight,
        Map<Outcome, Long> probes,
        long beatsSkipped,
        Duration latenessMedian,
        Duration latenessP99,
        Duration latenessMax,
        int verdictsPending,
        long verdictsLost,
        long verdictsOvertaken,
        int shards) {
    public WatchMetrics {
        probes = Map.copyOf(probes);
    }
}
