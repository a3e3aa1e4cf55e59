package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How often one address may be written to on a channel that rings: nobody gets more than one text
/// message a minute. What comes meanwhile waits for the minute to end and goes in one message;
/// nothing is dropped.
final class Pace {
    /// Messages in one bundle at most; more go a minute later.
    static final int MOST_TOGETHER = 50;

    private Pace() {}

    /// Until when an address has to be left alone; empty when it may be written to now. Pure.
    static Optional<Instant> hold(Optional<Instant> last, Duration between, Instant now) {
        // A clock that was set back must not hold a page for longer than the pace.
        return last.filter(at -> !at.isAfter(now))
                .map(at -> at.plus(between))
                .filter(until -> until.isAfter(now));
    }

    /// Whether `other` goes in one message with `first`. A code stands alone, for it is typed off.
    static boolean together(Outbound first, Outbound other) {
        return first.organization().equals(other.organization())
                && first.contact().address().equals(other.contact().address())
                && first.kind() != Delivery.Kind.MAIL
                && other.kind() != Delivery.Kind.MAIL;
    }

    static Optional<Instant> last(Tx tx, Channel channel, String target) {
        return tx.sql()
                .createQuery(
                        """
                        INSERT INTO channel_pace (channel, target, last_at, before_at) VALUES (:channel, :target, 0, 0)
                        ON CONFLICT (channel, target) DO UPDATE SET last_at = channel_pace.last_at
                        RETURNING last_at
                        """)
                .bind("channel", channel.name())
                .bind("target", target)
                .mapTo(Long.class)
                .findOne()
                .filter(micros -> micros > 0)
                .map(Micros::toInstant);
    }

    static void wrote(Tx tx, Channel channel, String target) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE channel_pace SET before_at = last_at, last_at = :now
                        WHERE channel = :channel AND target = :target
                        """)
                .bind("channel", channel.name())
                .bind("target", target)
                .bind("now", tx.now())
                .execute();
    }

    /// Nothing arrived after all: the next attempt need not wait for it.
    static void forget(Tx tx, Channel channel, String target) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE channel_pace SET last_at = before_at WHERE channel = :channel AND target = :target
                        """)
                .bind("channel", channel.name())
                .bind("target", target)
                .execute();
    }

    /// What else is due at an address, taken by this node.
    static List<Outbound> others(
            Tx tx, Channel channel, String target, String holder, Outbound first) {
        return tx
                .sql()
                .createQuery(
                        """
                        UPDATE delivery SET state = state WHERE (organization, id) IN (
                          SELECT organization, id FROM delivery
                          WHERE channel = :channel AND target = :target AND state = 'QUEUED' AND due_at <= :now
                          ORDER BY due_at, id LIMIT :limit
                        """
                                + tx.skipLocked()
                                + ") RETURNING body")
                .bind("channel", channel.name())
                .bind("target", target)
                .bind("now", tx.now())
                .bind("limit", MOST_TOGETHER - 1)
                .map(Outbox.MESSAGE)
                .stream()
                .filter(other -> together(first, other))
                .peek(other -> take(tx, other, holder))
                .toList();
    }

    private static void take(Tx tx, Outbound message, String holder) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE delivery SET holder = :holder WHERE organization = :organization AND id = :id
                        """)
                .bind("holder", holder)
                .bind("organization", message.organization())
                .bind("id", message.id())
                .execute();
    }
}
