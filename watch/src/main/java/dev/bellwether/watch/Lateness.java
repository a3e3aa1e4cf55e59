package dev.bellwether.watch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Counts times in buckets that grow by a quarter, from a millisecond to an hour: enough to tell a
/// percentile to within 25 %. Safe for many threads.
final class Lateness {
    private static final double GROWTH = 1.25;
    private static final int BUCKETS = 70;
    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private final AtomicLong longest = new AtomicLong();

    void add(Duration time) {
        long millis = Math.max(0, time.toMillis());
        counts.incrementAndGet(bucket(millis));
        longest.accumulateAndGet(millis, Math::max);
    }

    /// The upper edge of the bucket that holds the quantile; zero before the first time.
    ///
    /// @param quantile 0 to 1
    Duration quantile(double quantile) {
        long total = 0;
        for (int i = 0; i < BUCKETS; i++) {
            total += counts.get(i);
        }
        long wanted = (long) Math.ceil(total * quantile);
        long seen = 0;
        for (int i = 0; i < BUCKETS && total > 0; i++) {
            seen += counts.get(i);
            if (seen >= wanted && seen > 0) {
                long edge = i == 0 ? 0 : Math.round(Math.pow(GROWTH, i));
                return Duration.ofMillis(Math.min(edge, longest.get()));
            }
        }
        return Duration.ZERO;
    }

    Duration max() {
        return Duration.ofMillis(longest.get());
    }

    private static int bucket(long millis) {
        if (millis < 1) {
            return 0;
        }
        return Math.min(BUCKETS - 1, 1 + (int) (Math.log(millis) / Math.log(GROWTH)));
    }
}
