package dev.bellwether.store;

import dev.bellwether.model.Id;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/// Statements that are run many times for each fact: with their values by place, and without JDBI's
/// way around them, which costs as much as SQLite does for a row. Values stand in columns as
/// [Mapping] says. Rooms come to it by [Prepared].
final class Direct {
    private interface Work<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private Direct() {}

    /// @param text with a `?` for each value
    /// @return how many rows
    static int update(Handle sql, String text, List<?> values) {
        return with(
                sql,
                text,
                statement -> {
                    bind(statement, values);
                    return statement.executeUpdate();
                });
    }

    /// The same for many rows.
    static void updates(Handle sql, String text, List<? extends List<?>> rows) {
        with(
                sql,
                text,
                statement -> {
                    for (List<?> values : rows) {
                        bind(statement, values);
                        statement.addBatch();
                    }
                    return statement.executeBatch();
                });
    }

    /// The rows, at most `most` of them.
    static <T> List<T> rows(
            Handle sql, String text, List<?> values, Prepared.Row<? extends T> row, int most) {
        return with(
                sql,
                text,
                statement -> {
                    bind(statement, values);
                    try (ResultSet rows = statement.executeQuery()) {
                        var all = new ArrayList<T>();
                        while (all.size() < most && rows.next()) {
                            all.add(row.of(rows));
                        }
                        return all;
                    }
                });
    }

    /// The first column of the first row; `none` where there is no row.
    static long number(Handle sql, String text, List<?> values, long none) {
        return with(
                sql,
                text,
                statement -> {
                    bind(statement, values);
                    try (ResultSet rows = statement.executeQuery()) {
                        long number = rows.next() ? rows.getLong(1) : none;
                        while (rows.next()) {
                            // To the end: then an UPDATE that answers is over.
                        }
                        return number;
                    }
                });
    }

    private static <T> T with(Handle sql, String text, Work<T> work) {
        Connection connection = sql.getConnection();
        try {
            if (sql.getStatementBuilder() instanceof CachedStatements kept) {
                return with(kept, connection, text, work);
            }
            try (PreparedStatement statement = connection.prepareStatement(text)) {
                return work.run(statement);
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e.getMessage() + " in: " + text, e, null);
        }
    }

    /// One that failed is not used again.
    private static <T> T with(
            CachedStatements kept, Connection connection, String text, Work<T> work)
            throws SQLException {
        PreparedStatement statement = kept.take(connection, text);
        boolean isDone = false;
        try {
            T answer = work.run(statement);
            isDone = true;
            return answer;
        } finally {
            if (isDone) {
                kept.giveBack(text, statement);
            } else {
                statement.close();
            }
        }
    }

    private static void bind(PreparedStatement statement, List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            bind(statement, i + 1, values.get(i));
        }
    }

    private static void bind(PreparedStatement statement, int place, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setObject(place, null);
            case String text -> statement.setString(place, Mapping.text(text));
            case Id id -> statement.setString(place, id.value());
            case Enum<?> word -> statement.setString(place, word.name());
            case Instant at -> statement.setLong(place, Micros.of(at));
            case Duration time -> statement.setLong(place, time.toNanos() / 1_000);
            case Long number -> statement.setLong(place, number);
            case Integer number -> statement.setInt(place, number);
            case Double number -> statement.setDouble(place, number);
            case Boolean is -> statement.setBoolean(place, is);
            default ->
                    throw new IllegalArgumentException(
                            "No column holds a " + value.getClass().getSimpleName());
        }
    }
}
