package dev.bellwether.people;

import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The counts of [Throttle] in the database, so that they hold on all nodes and after a restart.
final class Throttles {
    /// One thing that attempts are counted by.
    record Key(String text, Throttle.Rule rule) {}

    private Throttles() {}

    /// Counts one attempt under all keys, or under none when one of them blocks.
    ///
    /// @param keys in the same order of kinds at each call, lest two transactions wait for each
    ///   other
    /// @return how long to wait; zero when the attempt may go on
    static Duration attempt(Tx tx, List<Key> keys) {
        var counts = new ArrayList<Throttle.Count>();
        Duration longest = Duration.ZERO;
        for (Key key : keys) {
            Throttle.Count count = lock(tx, key.text());
            counts.add(Throttle.attempt(count, key.rule(), tx.now()));
            Duration wait = Throttle.wait(count, tx.now());
            longest = wait.compareTo(longest) > 0 ? wait : longest;
        }
        if (longest.isZero()) {
            for (int i = 0; i < keys.size(); i++) {
                save(tx.sql(), keys.get(i).text(), counts.get(i));
            }
        }
        return longest;
    }

    /// Takes back one attempt that was never looked at.
    static void forgive(Tx tx, List<Key> keys) {
        for (Key key : keys) {
            tx.sql()
                    .createUpdate(
                            """
                            UPDATE throttle SET attempts = attempts - 1, blocked_until = 0
                            WHERE key = :key AND attempts > 0
                            """)
                    .bind("key", key.text())
                    .execute();
        }
    }

    static void clear(Tx tx, Key key) {
        tx.sql()
                .createUpdate("DELETE FROM throttle WHERE key = :key")
                .bind("key", key.text())
                .execute();
    }

    static void clearBefore(Tx tx, Instant lastAt) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM throttle WHERE last_at < :before AND blocked_until < :now")
                .bind("before", lastAt)
                .bind("now", tx.now())
                .execute();
    }

    private static Throttle.Count lock(Tx tx, String key) {
        return tx.sql()
                .createQuery(
                        """
                        INSERT INTO throttle (key, attempts, last_at, blocked_until) VALUES (:key, 0, :now, 0)
                        ON CONFLICT (key) DO UPDATE SET attempts = throttle.attempts
                        RETURNING attempts, last_at, blocked_until
                        """)
                .bind("key", key)
                .bind("now", tx.now())
                .map((rs, context) ->
                        new Throttle.Count(
                                Math.toIntExact(rs.getLong("attempts")),
                                Micros.toInstant(rs.getLong("last_at")),
                                Micros.toInstant(rs.getLong("blocked_until"))))
                .one();
    }

    private static void save(Handle sql, String key, Throttle.Count count) {
        sql.createUpdate(
                        """
                        UPDATE throttle SET attempts = :attempts, last_at = :last_at, blocked_until = :until
                        WHERE key = :key
                        """)
                .bind("key", key)
                .bind("attempts", count.attempts())
                .bind("last_at", count.lastAt())
                .bind("until", count.blockedUntil())
                .execute();
    }
}
