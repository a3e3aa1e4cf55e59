package dev.bellwether.bench;

import dev.bellwether.watch.WatchMetrics;
import java.util.ArrayList;
import java.util.List;

/// How late rounds began between two looks at `/metrics`.
///
/// @param begun at most as late as each of [WatchMetrics#LATE_LIMITS], and all
record LateRounds(List<Double> begun) {
    static LateRounds at(String metrics) {
        var begun = new ArrayList<Double>();
        for (var limit : WatchMetrics.LATE_LIMITS) {
            begun.add(count(metrics, Double.toString(limit.toMillis() / 1e3)));
        }
        begun.add(count(metrics, "+Inf"));
        return new LateRounds(begun);
    }

    private static double count(String metrics, String limit) {
        return ConsoleVisitor.metric(
                metrics, "bellwether_rounds_begun_total{le=\"" + limit + "\"}");
    }

    LateRounds since(LateRounds before) {
        var since = new ArrayList<Double>();
        for (int i = 0; i < begun.size(); i++) {
            since.add(begun.get(i) - before.begun.get(i));
        }
        return new LateRounds(since);
    }

    /// Seconds: the limit that holds the quantile, which is at most that; infinite above them all.
    double quantile(double quantile) {
        for (int i = 0; i < begun.size() - 1; i++) {
            if (begun.get(i) >= begun.getLast() * quantile) {
                return WatchMetrics.LATE_LIMITS.get(i).toMillis() / 1e3;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /// @param seconds one of the limits
    double shareOver(double seconds) {
        for (int i = 0; i < begun.size() - 1; i++) {
            if (WatchMetrics.LATE_LIMITS.get(i).toMillis() == Math.round(seconds * 1e3)) {
                return 1 - begun.get(i) / begun.getLast();
            }
        }
        throw new IllegalArgumentException(seconds + " s is no limit");
    }
}
