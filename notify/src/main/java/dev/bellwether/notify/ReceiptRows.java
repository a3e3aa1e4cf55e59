package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Messages that are with a provider, as rows.
final class ReceiptRows {
    /// How far back an answer can reach.
    private static final Duration ANSWERED_WITHIN = Duration.ofDays(1);

    private static final int MOST_ANSWERED = 200;

    private ReceiptRows() {}

    /// Whose receipt is overdue, locked.
    static List<Outbound> overdue(Tx tx, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        UPDATE delivery SET state = state WHERE (organization, id) IN (
                          SELECT organization, id FROM delivery WHERE state = 'SENT' AND due_at <= :now
                          ORDER BY due_at LIMIT :limit
                        """
                                + tx.skipLocked()
                                + ") RETURNING body")
                .bind("now", tx.now())
                .bind("limit", limit)
                .map(Outbox.MESSAGE)
                .list();
    }

    static Optional<Instant> next(Handle sql) {
        return sql.createQuery("SELECT MIN(due_at) FROM delivery WHERE state = 'SENT'")
                .mapTo(Instant.class)
                .findOne();
    }

    /// What was sent to an address within a day, newest first: what an answer from there is about.
    static List<Outbound> latestTo(Handle sql, Channel channel, String target, Instant now) {
        return sql.createQuery(
                        """
                        SELECT body FROM delivery
                        WHERE channel = :channel AND target = :target AND queued_at >= :since
                        ORDER BY queued_at DESC, id DESC LIMIT :limit
                        """)
                .bind("channel", channel.name())
                .bind("target", target)
                .bind("since", now.minus(ANSWERED_WITHIN))
                .bind("limit", MOST_ANSWERED)
                .map(Outbox.MESSAGE)
                .list();
    }
}
