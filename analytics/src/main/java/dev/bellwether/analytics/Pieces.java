package dev.bellwether.analytics;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.LongFunction;

/// Reads one check over a span of time from the coarsest tables that will do: days, then hours not
/// yet in a day, then raw results not yet in an hour. A span of a roll-up counts as a whole where
/// it starts.
final class Pieces {
    /// What is added up.
    static final class Sum {
        long up;
        long degraded;
        long down;
        long noVote;
        long slowest = -1;
        final LatencyBuckets latencies = new LatencyBuckets();
    }

    /// The coarsest table to be read.
    enum Grain {
        RAW,
        HOUR,
        DAY
    }

    private static final String ROLLED =
            """
            SELECT span, up, degraded, down, no_vote, slowest, latencies FROM %s
            WHERE organization = ? AND check_id = ? AND span >= ? AND span < ?
            """;

    private static final String RAW =
            """
            SELECT slot, up, degraded, down, no_vote, slowest, latencies FROM (
                SELECT happened // 60000000 * 60000000 AS slot,
                       count(*) FILTER (outcome = 'UP') AS up,
                       count(*) FILTER (outcome = 'DEGRADED') AS degraded,
                       count(*) FILTER (outcome = 'DOWN') AS down,
                       count(*) FILTER (outcome = 'NO_VOTE') AS no_vote,
                       coalesce(max(total) FILTER (answer), -1) AS slowest,
                       coalesce(histogram(bucket) FILTER (answer), MAP {}) AS latencies
                FROM (SELECT happened, outcome, total,
                             total >= 0 AND outcome IN ('UP', 'DEGRADED') AS answer,
            """
                    + LatencyBuckets.SQL
                    + """
                             AS bucket
                              FROM probe_result
                              WHERE organization = ? AND check_id = ? AND happened >= ? AND happened < ? AND NOT confirming)
                        GROUP BY slot)
                    """;

    private final Connection connection;
    private final Scope scope;
    private final LongFunction<Sum> sums;

    /// @param sums where what happened at a time (micros) is to be added
    Pieces(Connection connection, Scope scope, LongFunction<Sum> sums) {
        this.connection = connection;
        this.scope = scope;
        this.sums = sums;
    }

    /// @param hours every hour before this instant (micros) is rolled up
    /// @param days the same for days
    void read(Grain grain, long from, long to, long hours, long days) throws SQLException {
        long cut = from;
        if (grain == Grain.DAY && days > cut) {
            add(ROLLED.formatted("check_day"), cut, Math.min(days, to));
            cut = Math.min(days, to);
        }
        if (grain != Grain.RAW && hours > cut) {
            add(ROLLED.formatted("check_hour"), cut, Math.min(hours, to));
            cut = Math.min(hours, to);
        }
        if (cut < to) {
            add(RAW, cut, to);
        }
    }

    private void add(String sql, long from, long to) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            scope.bind(statement, from, to);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    add(rows, sums.apply(Math.max(rows.getLong(1), from)));
                }
            }
        }
    }

    private static void add(ResultSet row, Sum sum) throws SQLException {
        sum.up += row.getLong(2);
        sum.degraded += row.getLong(3);
        sum.down += row.getLong(4);
        sum.noVote += row.getLong(5);
        sum.slowest = Math.max(sum.slowest, row.getLong(6));
        if (row.getObject(7) instanceof Map<?, ?> buckets) {
            sum.latencies.add(buckets);
        }
    }
}
