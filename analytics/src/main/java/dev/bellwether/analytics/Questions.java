package dev.bellwether.analytics;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.Timings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The questions in SQL. Short spans are answered exactly from raw results; long ones from the
/// roll-ups, whose percentiles are within 1 %.
final class Questions {
    private static final Duration SHORT = Duration.ofDays(2);

    private final Connection connection;
    private final HistorySettings settings;
    private final Instant now;
    private final long hours;
    private final long days;

    /// @param hours every hour before this instant (micros) is rolled up
    /// @param days the same for days
    Questions(Connection connection, HistorySettings settings, Instant now, long hours, long days) {
        this.connection = connection;
        this.settings = settings;
        this.now = now;
        this.hours = hours;
        this.days = days;
    }

    List<LatencyPoint> latency(Scope scope, Instant start, Instant end, int buckets)
            throws SQLException {
        long from = Micros.of(start);
        long length = Micros.of(end) - from;
        Pieces.Grain grain = grain(start, end, length / buckets);
        var points = new ArrayList<LatencyPoint>(buckets);
        if (grain == Pieces.Grain.RAW) {
            var exact = exactLatency(scope, from, length, buckets);
            for (int i = 0; i < buckets; i++) {
                Instant at = startOf(i, from, length, buckets);
                points.add(exact.getOrDefault(i, point(at, 0, -1, -1, -1, -1)).at(at));
            }
            return points;
        }
        var sums = new HashMap<Integer, Pieces.Sum>();
        new Pieces(
                        connection,
                        scope,
                        at ->
                                sums.computeIfAbsent(
                                        (int) ((at - from) * buckets / length),
                                        _ -> new Pieces.Sum()))
                .read(grain, from, from + length, hours, days);
        for (int i = 0; i < buckets; i++) {
            points.add(point(startOf(i, from, length, buckets), sums.get(i)));
        }
        return points;
    }

    private Map<Integer, LatencyPoint> exactLatency(
            Scope scope, long from, long length, int buckets) throws SQLException {
        var points = new HashMap<Integer, LatencyPoint>();
        try (var statement =
                connection.prepareStatement(
                        """
                        SELECT (happened - %d) * %d // %d AS slot, count(*), quantile_disc(total, 0.5),
                               quantile_disc(total, 0.95), quantile_disc(total, 0.99), max(total)
                        FROM probe_result
                        WHERE organization = ? AND check_id = ? AND happened >= ? AND happened < ?
                          AND NOT confirming AND total >= 0 AND outcome IN ('UP', 'DEGRADED')
                        GROUP BY slot
                        """
                                .formatted(from, buckets, length))) {
            scope.bind(statement, from, from + length);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    points.put(
                            row.getInt(1),
                            point(
                                    Instant.EPOCH,
                                    row.getLong(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getLong(6)));
                }
            }
        }
        return points;
    }

    private static Instant startOf(int bucket, long from, long length, int buckets) {
        return Micros.toInstant(from + Math.ceilDiv(bucket * length, buckets));
    }

    private static LatencyPoint point(
            Instant from, long answers, long p50, long p95, long p99, long max) {
        return new LatencyPoint(from, answers, p50, p95, p99, max);
    }

    private static LatencyPoint point(Instant from, Pieces.@Nullable Sum sum) {
        if (sum == null || sum.latencies.answers() == 0) {
            return point(from, 0, -1, -1, -1, -1);
        }
        LatencyBuckets all = sum.latencies;
        return point(
                from,
                all.answers(),
                all.percentile(0.5),
                all.percentile(0.95),
                all.percentile(0.99),
                sum.slowest);
    }

    CheckSummary summary(Scope scope, Instant start, Instant end) throws SQLException {
        var sum = new Pieces.Sum();
        long from = Micros.of(start);
        long to = Micros.of(end);
        Pieces.Grain grain = grain(start, end, (to - from) / 60);
        new Pieces(connection, scope, _ -> sum).read(grain, from, to, hours, days);
        LatencyPoint latency =
                grain == Pieces.Grain.RAW
                        ? exactLatency(scope, from, to - from, 1)
                                .getOrDefault(0, point(start, null))
                        : point(start, sum);
        return new CheckSummary(
                sum.up + sum.degraded + sum.down + sum.noVote,
                sum.up,
                sum.degraded,
                sum.down,
                sum.noVote,
                latency.p50(),
                latency.p95(),
                latency.p99(),
                latency.max());
    }

    private Pieces.Grain grain(Instant from, Instant to, long width) {
        if (from.isBefore(now.minus(settings.hourly())) || width >= Micros.DAY) {
            return Pieces.Grain.DAY;
        }
        boolean isKept = from.isAfter(now.minus(settings.raw()));
        if (isKept && (Duration.between(from, to).compareTo(SHORT) <= 0 || width < Micros.HOUR)) {
            return Pieces.Grain.RAW;
        }
        return Pieces.Grain.HOUR;
    }

    List<DayUptime> uptimePerDay(Scope scope, int count) throws SQLException {
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate first = today.minusDays(count - 1L);
        var known = rolledDays(scope, first);
        long minutesNow = Micros.of(now) / Micros.MINUTE * Micros.MINUTE;
        var uptimes = new ArrayList<DayUptime>(count);
        for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
            long from = day.toEpochDay() * Micros.DAY;
            long to = Math.min(from + Micros.DAY, minutesNow);
            long[] minutes =
                    from >= days && from > Micros.of(now) - Micros.of(settings.raw())
                            ? liveDay(scope, from, to)
                            : known.getOrDefault(from, new long[3]);
            uptimes.add(uptime(day, minutes, (to - from) / Micros.MINUTE));
        }
        return uptimes;
    }

    private static DayUptime uptime(LocalDate day, long[] minutes, long all) {
        return new DayUptime(
                day,
                Duration.ofMinutes(minutes[0]),
                Duration.ofMinutes(minutes[1]),
                Duration.ofMinutes(minutes[2]),
                Duration.ofMinutes(all - minutes[0] - minutes[1] - minutes[2]));
    }

    private Map<Long, long[]> rolledDays(Scope scope, LocalDate first) throws SQLException {
        var known = new HashMap<Long, long[]>();
        try (var statement =
                connection.prepareStatement(
                        """
                        SELECT span, up, degraded, down FROM check_day_uptime
                        WHERE organization = ? AND check_id = ? AND span >= ? AND span < ?
                        """)) {
            scope.bind(statement, first.toEpochDay() * Micros.DAY, days);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    known.put(
                            row.getLong(1),
                            new long[] {row.getLong(2), row.getLong(3), row.getLong(4)});
                }
            }
        }
        return known;
    }

    private long[] liveDay(Scope scope, long from, long to) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT up, degraded, down FROM ("
                                + UptimeSql.of("organization = ? AND check_id = ?")
                                + ")")) {
            statement.setQueryTimeout((int) scope.limit().toSeconds());
            statement.setLong(1, from);
            statement.setLong(2, to);
            statement.setString(3, scope.organization().value());
            statement.setString(4, scope.check().value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new long[] {row.getLong(1), row.getLong(2), row.getLong(3)}
                        : new long[3];
            }
        }
    }

    List<ProbeResult> latest(Scope scope, int limit) throws SQLException {
        return newest(scope, 0, Long.MAX_VALUE, limit);
    }

    /// Newest first.
    List<ProbeResult> results(Scope scope, Instant from, Instant to, int most) throws SQLException {
        return newest(scope, Micros.of(from), Micros.of(to), most);
    }

    private List<ProbeResult> newest(Scope scope, long from, long to, int limit)
            throws SQLException {
        var results = new ArrayList<ProbeResult>();
        try (var statement =
                connection.prepareStatement(
                        """
                        SELECT * FROM probe_result
                        WHERE organization = ? AND check_id = ? AND happened >= ? AND happened < ?
                        ORDER BY happened DESC LIMIT %d
                        """
                                .formatted(limit))) {
            scope.bind(statement, from, to);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    results.add(result(row));
                }
            }
        }
        return results;
    }

    private static ProbeResult result(ResultSet row) throws SQLException {
        return new ProbeResult(
                new OrganizationId(row.getString("organization")),
                new CheckId(row.getString("check_id")),
                row.getString("place"),
                Micros.toInstant(row.getLong("happened")),
                ProbeResult.Outcome.valueOf(row.getString("outcome")),
                new Timings(
                        row.getLong("dns"),
                        row.getLong("connect"),
                        row.getLong("tls"),
                        row.getLong("first_byte"),
                        row.getLong("body"),
                        row.getLong("total")),
                row.getString("message"),
                row.getBoolean("confirming"));
    }
}
