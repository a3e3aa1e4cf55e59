package dev.bellwether.analytics;

import java.util.Map;
import java.util.TreeMap;

/// Latencies counted in buckets that grow by 2 %: bucket `b` holds `1.02^b` up to `1.02^(b+1)`
/// microseconds. Percentiles of hours cannot be added up; counts can. A percentile read from them
/// is the geometric middle of its bucket, so within 1 % of the true one.
final class LatencyBuckets {
    /// SQL for the bucket of the column `total`.
    static final String SQL = "CAST(floor(ln(greatest(total, 1)) / ln(1.02)) AS SMALLINT)";

    private static final double GROWTH = 1.02;

    private final TreeMap<Integer, Long> counts = new TreeMap<>();
    private long answers;

    void add(Map<?, ?> buckets) {
        buckets.forEach(
                (bucket, count) -> add(((Number) bucket).intValue(), ((Number) count).longValue()));
    }

    private void add(int bucket, long count) {
        counts.merge(bucket, count, Long::sum);
        answers += count;
    }

    long answers() {
        return answers;
    }

    /// The nearest-rank percentile: the least value that a share `p` of all does not exceed; `-1`
    /// when there are none.
    long percentile(double p) {
        long rank = Math.max(1, (long) Math.ceil(p * answers));
        long seen = 0;
        for (var bucket : counts.entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank) {
                return Math.round(Math.pow(GROWTH, bucket.getKey() + 0.5));
            }
        }
        return -1;
    }
}
