package dev.bellwether.analytics;

import java.util.OptionalDouble;

/// What a check saw over a span of time. Counts leave confirm bursts out; latencies are in
/// microseconds, of answers (UP and DEGRADED), `-1` when there was none.
///
/// @param total all results: up + degraded + down + noVote
public record CheckSummary(
        long total,
        long up,
        long degraded,
        long down,
        long noVote,
        long p50,
        long p95,
        long p99,
        long max) {
    static final CheckSummary NOTHING = new CheckSummary(0, 0, 0, 0, 0, -1, -1, -1, -1);

    /// Share of votes that were UP or DEGRADED, 0 to 1; empty when nobody voted.
    public OptionalDouble availability() {
        long votes = up + degraded + down;
        return votes == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((up + degraded) / (double) votes);
    }
}
