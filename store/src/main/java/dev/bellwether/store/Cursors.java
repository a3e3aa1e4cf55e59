package dev.bellwether.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The SQL of cursors and of the lines set aside.
final class Cursors {
    private static final int LONGEST_ERROR = 2_000;

    private static final String TABLE = "journal_cursor";

    private record Known(String name) {}

    private Cursors() {}

    /// Where the reader stands; 0 before its first line.
    static long at(Handle sql, String name) {
        return sql.createQuery("SELECT seq FROM journal_cursor WHERE name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /// Where each reader stands that has taken a line, by name.
    static Map<String, Long> all(Handle sql) {
        return sql.createQuery("SELECT name, seq FROM journal_cursor")
                .map((rs, _) -> Map.entry(rs.getString("name"), rs.getLong("seq")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Sees that there is one. In a transaction of its own: on PostgreSQL whoever else makes it
    /// waits until that ends.
    static void make(Tx tx, String name) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO journal_cursor (name, seq) VALUES (:name, 0) ON CONFLICT (name) DO NOTHING")
                .bind("name", name)
                .execute();
    }

    /// Where the reader stands, locked until commit; empty when another node has it, or it was
    /// never made.
    static Optional<Long> lock(Tx tx, String name) {
        long seq =
                Memory.in(tx.sql())
                        .map(memory ->
                                memory.document(new Known(name), TABLE, () -> read(tx, name)))
                        .orElseGet(() -> read(tx, name));
        return seq < 0 ? Optional.empty() : Optional.of(seq);
    }

    private static long read(Tx tx, String name) {
        return Direct.number(
                tx.sql(),
                "SELECT seq FROM journal_cursor WHERE name = ? " + tx.skipLocked(),
                List.of(name),
                -1);
    }

    static void moveTo(Tx tx, String name, long seq) {
        Memory.in(tx.sql())
                .ifPresentOrElse(
                        memory ->
                                memory.saving(
                                        new Known(name),
                                        TABLE,
                                        seq,
                                        Map.of(),
                                        () -> move(tx, name, seq)),
                        () -> move(tx, name, seq));
    }

    private static void move(Tx tx, String name, long seq) {
        Direct.update(
                tx.sql(), "UPDATE journal_cursor SET seq = ? WHERE name = ?", List.of(seq, name));
    }

    static void setAside(Tx tx, String name, long seq, String error) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO journal_set_aside (name, seq, at, error) VALUES (:name, :seq, :at, :error)
                        ON CONFLICT (name, seq) DO NOTHING
                        """)
                .bind("name", name)
                .bind("seq", seq)
                .bind("at", tx.now())
                .bind(
                        "error",
                        error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error)
                .execute();
    }
}
