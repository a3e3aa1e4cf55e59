package dev.bellwether.watch;

import dev.bellwether.model.ProbeResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// How the watch itself is doing, since the start.
///
/// @param checks that are watched and not paused
/// @param inFlight probes asked for and not yet counted
/// @param probes ended, by outcome
/// @param beatsSkipped rounds that were not begun because the one before was still under way
/// @param latenessMedian time from when a round was due to when it began
/// @param begunWithin regular rounds that began at most as late as each of [#LATE_LIMITS], and as
///   the last figure all of them
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
        List<Long> begunWithin,
        int verdictsPending,
        long verdictsLost,
        long verdictsOvertaken,
        int shards) {
    /// Ascending. What happened in between two looks is told by the difference of the counts.
    public static final List<Duration> LATE_LIMITS =
            LongStream.of(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
                    .mapToObj(Duration::ofMillis)
                    .toList();

    public WatchMetrics {
        begunWithin = List.copyOf(begunWithin);
        probes = Map.copyOf(probes);
    }
}
