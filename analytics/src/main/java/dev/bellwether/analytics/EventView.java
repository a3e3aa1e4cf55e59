package dev.bellwether.analytics;

import java.sql.SQLException;

/// The events of the tables as they are at one moment, to be asked in SQL. Of one thread, for the
/// time of one question.
public interface EventView {
    /// Whose SQL it is.
    enum Engine {
        DUCKDB,
        CLICKHOUSE
    }

    /// A row of an answer; columns by their names.
    interface Row {
        /// Empty for null.
        String text(String column) throws SQLException;

        /// 0 for null.
        long whole(String column) throws SQLException;

        /// NaN for null.
        double number(String column) throws SQLException;
    }

    /// Takes rows, one after the other.
    @FunctionalInterface
    interface Taking {
        void take(Row row) throws SQLException;
    }

    Engine engine();

    /// What stands after `WHERE` beside other conditions, so that only events are seen that are
    /// there for good; `true` where all are.
    String seen();

    /// The table.
    String table();

    void each(String sql, Taking taking) throws SQLException;

    /// What is asked of a view.
    @FunctionalInterface
    interface Question<T> {
        T ask(EventView view) throws SQLException;
    }
}
