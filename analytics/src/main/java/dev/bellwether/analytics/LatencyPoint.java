package dev.bellwether.analytics;

import java.time.Instant;

/// The latency of a check over one bucket of time, in microseconds from the first byte sent to the
/// last received. Of answers only (UP and DEGRADED), confirm bursts left out. `-1` where the bucket
/// has no answer.
///
/// @param from the bucket's start; it ends where the next one starts
/// @param answers how many answers the figures stand on
public record LatencyPoint(Instant from, long answers, long p50, long p95, long p99, long max) {
    LatencyPoint at(Instant start) {
        return new LatencyPoint(start, answers, p50, p95, p99, max);
    }
}
