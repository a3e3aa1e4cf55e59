package dev.bellwether.analytics;

import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/// The tables of events as they are at one moment. Of one thread, for the time of one question.
///
/// Tables: `event` (site, id, visitor, happened and arrived in microseconds since 1970, kind: 0 an
/// exposure, 1 a goal, name, variation, value, properties as JSON) and `visitor` (site, name,
/// number).
public final class EventSession implements AutoCloseable {
    private final DuckDBConnection connection;

    private EventSession(DuckDBConnection connection) {
        this.connection = connection;
    }

    static EventSession on(DuckDBConnection connection) throws SQLException {
        connection.setAutoCommit(false);
        return new EventSession(connection);
    }

    /// For statements that read.
    public DuckDBConnection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }
}
