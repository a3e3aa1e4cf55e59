package dev.bellwether.analytics;

import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.Timings;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/// Writes results in one transaction through DuckDB's appender.
final class Appending {
    private Appending() {}

    static void append(DuckDBConnection connection, List<ProbeResult> results) throws SQLException {
        connection.setAutoCommit(false);
        try {
            try (var rows = connection.createAppender("probe_result")) {
                for (ProbeResult result : results) {
                    Timings timings = result.timings();
                    rows.beginRow()
                            .append(result.organization().value())
                            .append(result.check().value())
                            .append(result.place())
                            .append(Micros.of(result.at()))
                            .append(result.outcome().name())
                            .append(timings.dns())
                            .append(timings.connect())
                            .append(timings.tls())
                            .append(timings.firstByte())
                            .append(timings.body())
                            .append(timings.total())
                            .append(result.message())
                            .append(result.confirming())
                            .endRow();
                }
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException again) {
                e.addSuppressed(again);
            }
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
