package dev.bellwether.analytics;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.OrganizationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The median latency of many checks over the same buckets of time, in one question: the table has
/// no index, so each question goes through all that came in its span, for one check or for many.
final class Medians {
    private Medians() {}

    /// Every check asked for is in the answer, with `-1` where a bucket has no answer.
    static Map<CheckId, List<Long>> of(
            Connection connection,
            OrganizationId organization,
            List<CheckId> checks,
            Instant start,
            Instant end,
            int buckets,
            Duration limit)
            throws SQLException {
        long from = Micros.of(start);
        long to = Micros.of(end);
        var medians = new HashMap<CheckId, List<Long>>();
        checks.forEach(
                check -> medians.put(check, new ArrayList<>(Collections.nCopies(buckets, -1L))));
        try (var statement =
                connection.prepareStatement(
                        """
                        SELECT check_id, (happened - %d) * %d // %d AS slot, quantile_disc(total, 0.5)
                        FROM probe_result
                        WHERE organization = ? AND happened >= ? AND happened < ? AND check_id IN (%s)
                          AND NOT confirming AND total >= 0 AND outcome IN ('UP', 'DEGRADED')
                        GROUP BY check_id, slot
                        """
                                .formatted(
                                        from,
                                        buckets,
                                        to - from,
                                        String.join(
                                                ",", Collections.nCopies(checks.size(), "?"))))) {
            bind(statement, organization, checks, from, to, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    List<Long> points = medians.get(new CheckId(row.getString(1)));
                    if (points != null) {
                        points.set(row.getInt(2), row.getLong(3));
                    }
                }
            }
        }
        medians.replaceAll((_, points) -> List.copyOf(points));
        return Map.copyOf(medians);
    }

    private static void bind(
            PreparedStatement statement,
            OrganizationId organization,
            List<CheckId> checks,
            long from,
            long to,
            Duration limit)
            throws SQLException {
        statement.setQueryTimeout((int) limit.toSeconds());
        statement.setString(1, organization.value());
        statement.setLong(2, from);
        statement.setLong(3, to);
        for (int i = 0; i < checks.size(); i++) {
            statement.setString(4 + i, checks.get(i).value());
        }
    }
}
