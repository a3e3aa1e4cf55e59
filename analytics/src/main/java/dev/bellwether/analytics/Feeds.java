package dev.bellwether.analytics;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBWritableVector;

/// A function in DuckDB whose calls are ours: it is asked of every row of a query, keeps none, and
/// sees whole vectors in DuckDB's own threads. So rows come out without a result set in between.
/// One function a file, that knows by a number whose rows they are.
final class Feeds {
    private final Map<Long, RowSink> sinks = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    void feed(DuckDBConnection connection, String select, RowSink sink) throws SQLException {
        long number = numbers.incrementAndGet();
        sinks.put(number, sink);
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "SELECT count(*) FROM ("
                            + select
                            + ") fed WHERE feed_rows("
                            + number
                            + "::BIGINT, fed.tag, fed.happened, fed.value)");
        } finally {
            sinks.remove(number);
        }
    }

    /// Once a file, outside of any transaction: one that is undone takes the function with it.
    void make(DuckDBConnection connection) throws SQLException {
        try (var function = DuckDBFunctions.scalarFunction()) {
            function.withName("feed_rows")
                    .withParameters(
                            DuckDBColumnType.BIGINT,
                            DuckDBColumnType.BIGINT,
                            DuckDBColumnType.BIGINT,
                            DuckDBColumnType.DOUBLE)
                    .withReturnType(DuckDBColumnType.BOOLEAN)
                    .withVolatile()
                    .withVectorizedFunction(this::take)
                    .register(connection);
        }
    }

    private void take(DuckDBDataChunkReader rows, DuckDBWritableVector kept) {
        int count = (int) rows.rowCount();
        if (count == 0) {
            return;
        }
        RowSink sink = sinks.get(rows.vector(0).getLong(0));
        if (sink != null) {
            sink.take(count, rows.vector(1), rows.vector(2), rows.vector(3));
        }
        // The answer was made of zeros and no row is kept. To say so for each row would take a lock
        // a row, which costs more than all else here.
    }
}
