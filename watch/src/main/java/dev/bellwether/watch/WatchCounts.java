package dev.bellwether.watch;

import dev.bellwether.model.ProbeResult.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Counters of the room. Safe for many threads.
final class WatchCounts {
    final Lateness lateness = new Lateness();
    final AtomicLong beatsSkipped = new AtomicLong();
    private final AtomicLongArray begunWithin =
            new AtomicLongArray(WatchMetrics.LATE_LIMITS.size() + 1);
    private final AtomicLongArray probes = new AtomicLongArray(Outcome.values().length);

    /// A round began so long after it was due.
    void begun(Duration late) {
        lateness.add(late);
        int limit = 0;
        while (limit < WatchMetrics.LATE_LIMITS.size()
                && late.compareTo(WatchMetrics.LATE_LIMITS.get(limit)) > 0) {
            limit++;
        }
        begunWithin.incrementAndGet(limit);
    }

    List<Long> begunWithin() {
        var counts = new ArrayList<Long>();
        long sum = 0;
        for (int i = 0; i < begunWithin.length(); i++) {
            sum += begunWithin.get(i);
            counts.add(sum);
        }
        return counts;
    }

    void ended(Outcome outcome) {
        probes.incrementAndGet(outcome.ordinal());
    }

    Map<Outcome, Long> probes() {
        var counts = new EnumMap<Outcome, Long>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, probes.get(outcome.ordinal()));
        }
        return counts;
    }
}
