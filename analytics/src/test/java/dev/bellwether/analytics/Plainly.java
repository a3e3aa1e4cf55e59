package dev.bellwether.analytics;

import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.ProbeResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The same figures recomputed in plain Java, by loops.
final class Plainly {
    private Plainly() {}

    static List<Long> latencies(List<ProbeResult> results) {
        return results.stream()
                .filter(r -> !r.confirming() && r.timings().total() >= 0)
                .filter(r -> r.outcome() == Outcome.UP || r.outcome() == Outcome.DEGRADED)
                .map(r -> r.timings().total())
                .sorted()
                .toList();
    }

    /// Nearest rank.
    static long percentile(List<Long> sorted, double p) {
        return sorted.isEmpty()
                ? -1
                : sorted.get((int) Math.max(1, Math.ceil(p * sorted.size())) - 1);
    }

    /// Minutes up, degraded and down between minutes `from` and `to` since 1970.
    static long[] minutes(List<ProbeResult> results, long from, long to) {
        var votes = new TreeMap<Long, int[]>();
        for (ProbeResult result : results) {
            long minute = Math.floorDiv(result.at().getEpochSecond(), 60);
            if (!result.confirming()
                    && result.outcome() != Outcome.NO_VOTE
                    && minute >= from - 1_440
                    && minute < to) {
                int[] at = votes.computeIfAbsent(minute, _ -> new int[3]);
                at[0]++;
                at[1] += result.outcome() == Outcome.DEGRADED ? 1 : 0;
                at[2] += result.outcome() == Outcome.DOWN ? 1 : 0;
            }
        }
        var gaps = new ArrayList<Long>();
        Long before = null;
        for (long minute : votes.keySet()) {
            if (before != null) {
                gaps.add(minute - before);
            }
            before = minute;
        }
        gaps.sort(null);
        long pace = percentile(gaps, 0.5);
        long holds = Math.min(1_560, Math.max(5, (long) Math.floor(2.5 * Math.max(0, pace))));
        var sums = new long[3];
        for (long minute = from; minute < to; minute++) {
            var said = votes.floorEntry(minute);
            if (said != null && minute - said.getKey() < holds) {
                int[] at = said.getValue();
                int answer = at[2] * 2 > at[0] ? 2 : (at[1] + at[2]) * 2 > at[0] ? 1 : 0;
                sums[answer]++;
            }
        }
        return sums;
    }
}
