package dev.bellwether.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/// What became of one kind of queries. Safe for several threads.
final class GuardTally {
    private static final int DIGITS = 3;

    private final Histogram micros = new Histogram(DIGITS);
    private final Map<String, Integer> errors = new TreeMap<>();

    synchronized void answered(Duration time) {
        micros.recordValue(Math.max(1, time.toNanos() / 1_000));
    }

    synchronized void failed(String why) {
        errors.merge(why, 1, Integer::sum);
    }

    synchronized long answered() {
        return micros.getTotalCount();
    }

    synchronized long failed() {
        return errors.values().stream().mapToLong(Integer::longValue).sum();
    }

    /// Milliseconds within which this share of the answers came; 0 when there were none.
    synchronized double millis(double percent) {
        return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percent) / 1_000.0;
    }

    /// Why those failed that did, the most frequent first; `-` when none did.
    synchronized String why() {
        return errors.isEmpty()
                ? "-"
                : errors.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .map(e -> e.getValue() + " × " + e.getKey())
                        .collect(Collectors.joining(", "));
    }
}
