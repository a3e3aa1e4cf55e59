package dev.bellwether.analytics;

import org.duckdb.DuckDBReadableVector;

/// Takes rows as DuckDB has them in memory. Called by several threads at once; the vectors are only
/// valid during the call.
@FunctionalInterface
public interface RowSink {
    void take(
            int rows,
            DuckDBReadableVector tags,
            DuckDBReadableVector times,
            DuckDBReadableVector values);
}
