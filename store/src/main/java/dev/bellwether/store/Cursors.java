package dev.bellwether.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The SQL of cursors and of the lines set aside.
final class Cursors {
    private static final int LONGEST_ERROR = 2_000;

    private Cursors() {}

    static boolean isBehind(Handle sql, String name) {
        return sql.createQuery(
                        """
                        SELECT h.seq > coalesce(c.seq, 0) FROM journal_head h
                        LEFT JOIN journal_cursor c ON c.name = :name
                        """)
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    /// How many lines the last of them has yet to take.
    static long behind(Handle sql, List<String> names) {
        return sql.createQuery(
                        """
                        SELECT h.seq - CASE WHEN count(c.seq) < :many THEN 0 ELSE min(c.seq) END
                        FROM journal_head h LEFT JOIN journal_cursor c ON c.name IN (<names>)
                        GROUP BY h.seq
                        """)
                .bindList("names", names)
                .bind("many", names.size())
                .mapTo(Long.class)
                .one();
    }

    /// Where the reader stands, locked until commit; empty when another node has it.
    static Optional<Long> lock(Tx tx, String name) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO journal_cursor (name, seq) VALUES (:name, 0) ON CONFLICT (name) DO NOTHING")
                .bind("name", name)
                .execute();
        return tx.sql()
                .createQuery("SELECT seq FROM journal_cursor WHERE name = :name " + tx.skipLocked())
                .bind("name", name)
                .mapTo(Long.class)
                .findOne();
    }

    static void moveTo(Tx tx, String name, long seq) {
        tx.sql()
                .createUpdate("UPDATE journal_cursor SET seq = :seq WHERE name = :name")
                .bind("seq", seq)
                .bind("name", name)
                .execute();
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
