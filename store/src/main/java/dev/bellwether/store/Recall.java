package dev.bellwether.store;

import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;

/// A question to the database that is asked again and again within transactions, whose answer
/// changes seldom: who somebody is, what depends on a service. Made once by the room that owns the
/// tables. Safe for many threads.
///
/// In a transaction on SQLite the answer is remembered until one of the tables is written; anywhere
/// else it is read each time. So it is always what a read would give just then.
public final class Recall<K, V> {
    private record Key(Recall<?, ?> question, Object of) {}

    private final BiFunction<Handle, K, V> read;
    private final List<String> tables;

    private Recall(BiFunction<Handle, K, V> read, List<String> tables) {
        this.read = read;
        this.tables = tables;
    }

    /// @param read reads only, and answers with what nobody changes
    /// @param tables all that it reads, in lower case
    public static <K, V> Recall<K, V> of(BiFunction<Handle, K, V> read, String... tables) {
        return new Recall<>(read, List.of(tables));
    }

    /// @param key by its value: a record
    public V get(Handle sql, K key) {
        return Memory.in(sql)
                .map(memory ->
                        memory.answer(
                                new Key(this, Objects.requireNonNull(key)),
                                tables,
                                () -> read.apply(sql, key)))
                .orElseGet(() -> read.apply(sql, key));
    }
}
