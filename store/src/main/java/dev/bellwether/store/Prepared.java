package dev.bellwether.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A statement of a room that is run many times for each fact: its values stand by their places,
/// and it goes to the driver as it is, without JDBI's way around it. Made once by the room that
/// owns the tables; what is run a few times a day is better read with names, through the [Handle].
///
/// Values are those that columns hold: texts, ids, enums, instants, durations, numbers, truth; an
/// empty [Optional] is NULL. Safe for many threads.
public final class Prepared {
    /// One row of an answer.
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private final String text;

    private Prepared(String text) {
        this.text = text;
    }

    /// @param text with a `?` for each value
    public static Prepared of(String text) {
        return new Prepared(text);
    }

    /// @return how many rows were written
    public int run(Handle sql, Object... values) {
        return Direct.update(sql, text, plain(values));
    }

    public <T> List<T> list(Handle sql, Row<? extends T> row, Object... values) {
        return Direct.rows(sql, text, plain(values), row, Integer.MAX_VALUE);
    }

    public <T> Optional<T> first(Handle sql, Row<? extends T> row, Object... values) {
        return Direct.<T>rows(sql, text, plain(values), row, 1).stream().findFirst();
    }

    /// The first column of the first row; 0 where there is none.
    public long number(Handle sql, Object... values) {
        return Direct.number(sql, text, plain(values), 0);
    }

    private static List<@Nullable Object> plain(Object... values) {
        return plain(Arrays.asList(values));
    }

    static List<@Nullable Object> plain(Iterable<?> values) {
        var plain = new ArrayList<@Nullable Object>();
        for (Object value : values) {
            plain.add(value instanceof Optional<?> maybe ? maybe.orElse(null) : value);
        }
        return plain;
    }
}
