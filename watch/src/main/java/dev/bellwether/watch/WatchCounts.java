package dev.bellwether.watch;

import dev.bellwether.model.ProbeResult.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Counters of the room. Safe for many threads.
final class WatchCounts {
    final Lateness lateness = new Lateness();
    final AtomicLong beatsSkipped = new AtomicLong();
    private final AtomicLongArray probes = new AtomicLongArray(Outcome.values().length);

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
