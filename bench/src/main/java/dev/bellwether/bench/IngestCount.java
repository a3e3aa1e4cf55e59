package dev.bellwether.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Properties;

/// What stands in the tables, batch by batch, beside what was acknowledged.
///
/// @param acknowledged events that were
/// @param rows of the table
/// @param lost acknowledged, and not there
/// @param twice there more than once
/// @param strange of no batch that was acknowledged
record IngestCount(long acknowledged, long rows, long lost, long twice, long strange) {
    private static final String BY_BATCH =
            """
            SELECT CAST(id[1:%d] AS INTEGER) AS batch, count(*), count(DISTINCT CAST(id[%d:] AS INTEGER))
            FROM event GROUP BY batch
            """
                    .formatted(IngestBatch.BATCH_DIGITS, IngestBatch.BATCH_DIGITS + 2);

    /// @param data of a program that is not running
    /// @param size rows of a batch
    static IngestCount of(Path data, BitSet acknowledged, int size) throws IOException {
        var options = new Properties();
        options.setProperty("duckdb.read_only", "true");
        options.setProperty("memory_limit", "2GB");
        var missing = (BitSet) acknowledged.clone();
        long rows = 0;
        long lost = 0;
        long twice = 0;
        long strange = 0;
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:duckdb:" + data.resolve("events/events.duckdb"), options);
                var statement = connection.createStatement();
                var row = statement.executeQuery(BY_BATCH)) {
            while (row.next()) {
                int batch = row.getInt(1);
                long distinct = row.getLong(3);
                rows += row.getLong(2);
                twice += row.getLong(2) - distinct;
                if (acknowledged.get(batch)) {
                    missing.clear(batch);
                    lost += size - distinct;
                } else {
                    strange += distinct;
                }
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return new IngestCount(
                (long) acknowledged.cardinality() * size,
                rows,
                lost + (long) missing.cardinality() * size,
                twice,
                strange);
    }

    boolean isRight() {
        return lost == 0 && twice == 0 && strange == 0 && rows == acknowledged;
    }
}
