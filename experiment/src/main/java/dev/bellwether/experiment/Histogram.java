package dev.bellwether.experiment;

import dev.bellwether.statistics.Answer;
import dev.bellwether.statistics.Quantiles;
import java.util.Map;
import java.util.TreeMap;

/// Values and how often each is there: ranks of many values in the room of the different ones.
final class Histogram {
    private final TreeMap<Double, Long> counts = new TreeMap<>();
    private long size;

    void add(double value, long times) {
        // A zero has no sign here.
        counts.merge(value + 0.0, times, Long::sum);
        size += times;
    }

    long size() {
        return size;
    }

    /// As [Ranking#at].
    double at(double share) {
        long rank = Math.clamp((long) Math.ceil(share * size), 1, size);
        long below = 0;
        for (Map.Entry<Double, Long> one : counts.entrySet()) {
            below += one.getValue();
            if (below >= rank) {
                return one.getKey();
            }
        }
        throw new IllegalStateException("no values");
    }

    /// As [Ranking#of].
    Answer<Quantiles.Ranked> ranked(double level) {
        return Quantiles.ranks(size, level)
                .map(ranks ->
                        new Quantiles.Ranked(
                                size, size, level, at(level), at(ranks.low()), at(ranks.high())));
    }
}
