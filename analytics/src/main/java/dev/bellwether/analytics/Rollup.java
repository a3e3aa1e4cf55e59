package dev.bellwether.analytics;

import java.sql.SQLException;
import java.time.Instant;
import org.duckdb.DuckDBConnection;

/// What is kept when raw results go: one row a check and hour, one row a check and day. Each step
/// deletes the span's rows and writes them again, so it may be repeated; results that come late
/// take the mark back and their spans are done again.
final class Rollup {
    /// Results of an hour are waited for this long after its end.
    private static final long SETTLE = 2 * Micros.MINUTE;

    /// Rows aggregated at a time: exact percentiles hold every value of their slice in memory.
    private static final long SLICE = 500_000;

    private final DuckDBConnection connection;
    private final HistorySettings settings;

    Rollup(DuckDBConnection connection, HistorySettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    /// Every hour before this is rolled up.
    static long mark(DuckDBConnection connection, String span) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT min(upto) FROM rolled WHERE span = ?")) {
            statement.setString(1, span);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /// Results as old as `earliest` were written: what they belong to is done again, as far as the
    /// raw results still reach.
    void cameLate(long earliest, Instant now) throws SQLException {
        long oldest = Micros.floor(Micros.of(now) - Micros.of(settings.raw()), Micros.DAY);
        // The first day of which all is kept, and the day before it, which uptime looks back into.
        long reach = Math.max(earliest, oldest + 2 * Micros.DAY);
        back("hour", Micros.floor(reach, Micros.HOUR));
        back("day", Micros.floor(reach, Micros.DAY));
    }

    private void back(String span, long to) throws SQLException {
        if (mark(connection, span) > to) {
            setMark(span, to);
        }
    }

    /// Does one hour or one day that is due. False when none is.
    boolean step(Instant now) throws SQLException {
        return step("hour", Micros.HOUR, now) || step("day", Micros.DAY, now);
    }

    private boolean step(String span, long unit, Instant now) throws SQLException {
        long from = mark(connection, span);
        long first = firstResultAfter(from);
        from = Math.max(from, Micros.floor(Math.min(first, Micros.of(now)), unit));
        long to = from + unit;
        if (to + SETTLE > Micros.of(now)) {
            return false;
        }
        roll(span, from, to);
        return true;
    }

    private long firstResultAfter(long from) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT coalesce(min(happened), ?) FROM probe_result WHERE happened >= ?")) {
            statement.setLong(1, Long.MAX_VALUE);
            statement.setLong(2, from);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private void roll(String span, long from, long to) throws SQLException {
        connection.setAutoCommit(false);
        try {
            run("DELETE FROM check_" + span + " WHERE span = ?", from);
            long slices = 1 + rows(from, to) / SLICE;
            for (long slice = 0; slice < slices; slice++) {
                run(AGGREGATE.formatted("check_" + span), from, from, to, slices, slice);
            }
            if (span.equals("day")) {
                run("DELETE FROM check_day_uptime WHERE span = ?", from);
                for (long slice = 0; slice < slices; slice++) {
                    run(
                            "INSERT INTO check_day_uptime SELECT organization, check_id, "
                                    + from
                                    + ", up, degraded, down FROM ("
                                    + UptimeSql.of("hash(check_id) % ? = ?")
                                    + ")",
                            from,
                            to,
                            slices,
                            slice);
                }
            }
            setMark(span, to);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static final String AGGREGATE =
            """
            INSERT INTO %s
            SELECT organization, check_id, CAST(? AS BIGINT),
                   count(*) FILTER (NOT confirming AND outcome = 'UP'),
                   count(*) FILTER (NOT confirming AND outcome = 'DEGRADED'),
                   count(*) FILTER (NOT confirming AND outcome = 'DOWN'),
                   count(*) FILTER (NOT confirming AND outcome = 'NO_VOTE'),
                   count(*) FILTER (confirming),
                   count(*) FILTER (answer),
                   coalesce(quantile_disc(total, 0.5) FILTER (answer), -1),
                   coalesce(quantile_disc(total, 0.95) FILTER (answer), -1),
                   coalesce(quantile_disc(total, 0.99) FILTER (answer), -1),
                   coalesce(max(total) FILTER (answer), -1),
                   coalesce(histogram(bucket) FILTER (answer), MAP {})
            FROM (SELECT *, NOT confirming AND total >= 0 AND outcome IN ('UP', 'DEGRADED') AS answer,
            """
                    + LatencyBuckets.SQL
                    + """
                             AS bucket
                          FROM probe_result WHERE happened >= ? AND happened < ? AND hash(check_id) %% ? = ?)
                    GROUP BY organization, check_id
                    """;

    /// Deletes what is past its time. Whole days, so that no day stands half.
    void forget(Instant now) throws SQLException {
        long micros = Micros.of(now);
        run(
                "DELETE FROM probe_result WHERE happened < ?",
                Micros.floor(micros - Micros.of(settings.raw()), Micros.DAY));
        run(
                "DELETE FROM check_hour WHERE span < ?",
                Micros.floor(micros - Micros.of(settings.hourly()), Micros.DAY));
        long days = Micros.floor(micros - Micros.of(settings.daily()), Micros.DAY);
        run("DELETE FROM check_day WHERE span < ?", days);
        run("DELETE FROM check_day_uptime WHERE span < ?", days);
    }

    private long rows(long from, long to) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT count(*) FROM probe_result WHERE happened >= ? AND happened < ?")) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private void setMark(String span, long to) throws SQLException {
        try (var statement = connection.prepareStatement("DELETE FROM rolled WHERE span = ?")) {
            statement.setString(1, span);
            statement.execute();
        }
        try (var statement = connection.prepareStatement("INSERT INTO rolled VALUES (?, ?)")) {
            statement.setString(1, span);
            statement.setLong(2, to);
            statement.execute();
        }
    }

    private void run(String sql, long... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }
}
