package dev.bellwether.analytics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// The tables of events as they are at one moment. Of one thread, for the time of one question.
///
/// Tables: `event` (site, id, visitor, happened and arrived in microseconds since 1970, kind: 0 an
/// exposure, 1 a goal, name, variation, value, properties as JSON, applied), `visitor` (site, name,
/// number), `forgotten` and `retained` (what was deleted, when), `log_position` (applied: the
/// number up to which events stand in them).
public final class EventSession implements EventView, AutoCloseable {
    private final DuckDBConnection connection;
    private final Feeds feeds;
    private @Nullable Sweep sweep;

    private EventSession(DuckDBConnection connection, Feeds feeds) {
        this.connection = connection;
        this.feeds = feeds;
    }

    static EventSession on(DuckDBConnection connection, Feeds feeds) throws SQLException {
        connection.setAutoCommit(false);
        return new EventSession(connection, feeds);
    }

    /// For statements that read, and for temporary tables.
    public DuckDBConnection connection() {
        return connection;
    }

    /// A statement without an answer, such as one that makes a temporary table.
    public void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Engine engine() {
        return Engine.DUCKDB;
    }

    @Override
    public String seen() {
        return "true";
    }

    @Override
    public String table() {
        return "event";
    }

    @Override
    public void each(String sql, Taking taking) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            var row = new DuckRow(answer);
            while (answer.next()) {
                taking.take(row);
            }
        }
    }

    private record DuckRow(ResultSet row) implements Row {
        @Override
        public String text(String column) throws SQLException {
            String text = row.getString(column);
            return text == null ? "" : text;
        }

        @Override
        public long whole(String column) throws SQLException {
            return row.getLong(column);
        }

        @Override
        public double number(String column) throws SQLException {
            double number = row.getDouble(column);
            return row.wasNull() ? Double.NaN : number;
        }
    }

    /// Hands the rows of a query to a sink, a vector at a time, from several threads at once and in
    /// no order. It costs a tenth of a result set.
    ///
    /// @param select of columns `tag` (BIGINT), `happened` (BIGINT) and `value` (DOUBLE); only
    ///   values may be null
    public void feed(String select, RowSink sink) throws SQLException {
        feeds.feed(connection, select, sink);
    }

    /// Makes ready to hand over all events soon ([#feedAll]). Before anything else is asked.
    public void readyForAll() throws SQLException {
        sweep = Sweep.of(feeds, connection);
    }

    /// As [#feed], of the whole table and so sooner.
    ///
    /// @param select of the rows of `event e` for which the condition it is given holds; it knows
    ///   no temporary tables
    public void feedAll(UnaryOperator<String> select, RowSink sink) throws SQLException {
        feedAll(Sweep.PART, select, sink);
    }

    /// @param part rows of a part
    void feedAll(long part, UnaryOperator<String> select, RowSink sink) throws SQLException {
        if (sweep == null) {
            feed(select.apply("true"), sink);
        } else {
            sweep.feed(part, select, sink);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                var _ = sweep) {
            connection.rollback();
        }
    }
}
