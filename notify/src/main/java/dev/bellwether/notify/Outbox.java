package dev.bellwether.notify;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Prepared;
import dev.bellwether.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The outbox as rows. Every method is a part of somebody's transaction.
final class Outbox {
    /// Microseconds of waiting after which an address gets one more message at a time.
    private static final long ONE_MORE_AFTER = 1_000_000;

    /// What is under way is few rows and found in the index of those alone. With the channel as it
    /// is, SQLite counts them among all that was ever sent to the target, once for each that waits.
    static final String FREE_TO_GO =
            """
            WITH busy AS (
              SELECT target, address FROM delivery WHERE state = 'SENDING' AND channel || '' = :channel)
            SELECT organization, id FROM (
              SELECT organization, id, target, turn, due_at,
                     ROW_NUMBER() OVER (PARTITION BY target ORDER BY turn, due_at, id) AS place
              FROM (
                SELECT organization, id, target, address, due_at,
                       ROW_NUMBER() OVER (PARTITION BY target, address ORDER BY due_at, id) AS turn,
                       1 + (:now - MIN(due_at) OVER (PARTITION BY target, address)) / :second AS wanted
                FROM delivery WHERE channel = :channel AND state = 'QUEUED' AND due_at <= :now) due
              WHERE turn <= (CASE WHEN wanted < :per THEN wanted ELSE :per END)
                            - (SELECT COUNT(*) FROM busy
                               WHERE busy.target = due.target AND busy.address = due.address)) free
            WHERE place <= :per - (SELECT COUNT(*) FROM busy WHERE busy.target = free.target)
            ORDER BY turn, due_at LIMIT :limit
            """;

    private static final Prepared ADD =
            Prepared.of(
                    """
                    INSERT INTO delivery (organization, id, alert, incident, channel, target, address, state,
                                          queued_at, due_at, lease_until, finished_at, body)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?)
                    ON CONFLICT (organization, id) DO NOTHING
                    """);
    private static final Prepared SAVE =
            Prepared.of(
                    """
                    UPDATE delivery SET channel = ?, target = ?, address = ?, state = ?, due_at = ?,
                           lease_until = ?, finished_at = ?, body = ?
                    WHERE organization = ? AND id = ?
                    """);
    private static final Prepared READ =
            Prepared.of("SELECT body FROM delivery WHERE organization = ? AND id = ?");
    private static final Prepared LOCK =
            Prepared.of(
                    """
                    UPDATE delivery SET state = state WHERE organization = ? AND id = ?
                    RETURNING body
                    """);
    private static final Prepared READ_OF_ALERT =
            Prepared.of("SELECT body FROM delivery WHERE organization = ? AND alert = ?");
    private static final Prepared LOCK_OF_ALERT =
            Prepared.of(
                    """
                    UPDATE delivery SET state = state WHERE organization = ? AND alert = ?
                    RETURNING body
                    """);

    /// Counts what was written of each channel here, so that who sends on one need not look when
    /// nothing was.
    private final Map<Channel, AtomicLong> written = counters();

    static final RowMapper<Outbound> MESSAGE =
            (rs, context) -> Json.read(rs.getString("body"), Outbound.class);

    private static Map<Channel, AtomicLong> counters() {
        var counters = new EnumMap<Channel, AtomicLong>(Channel.class);
        for (Channel channel : Channel.values()) {
            counters.put(channel, new AtomicLong());
        }
        return counters;
    }

    /// Another number than before when messages of the channel were committed by this process.
    long written(Channel channel) {
        return counter(channel).get();
    }

    /// Whoever sends on it is to look again.
    void changed(Channel channel) {
        counter(channel).incrementAndGet();
    }

    private AtomicLong counter(Channel channel) {
        return Objects.requireNonNull(written.get(channel));
    }

    private void writes(Tx tx, Channel channel) {
        tx.afterCommit(() -> changed(channel));
    }

    /// Adds a message. False when it is there already: what was due twice is one message.
    boolean add(Tx tx, Outbound message) {
        writes(tx, message.channel());
        return ADD.run(
                        tx.sql(),
                        message.organization(),
                        message.id(),
                        message.said().alert(),
                        message.said().incident(),
                        message.channel(),
                        target(message),
                        address(message),
                        message.state(),
                        message.said().queuedAt(),
                        message.progress().dueAt(),
                        message.progress().finishedAt(),
                        Json.write(message))
                == 1;
    }

    void save(Tx tx, Outbound message) {
        writes(tx, message.channel());
        int unused =
                SAVE.run(
                        tx.sql(),
                        message.channel(),
                        target(message),
                        address(message),
                        message.state(),
                        message.progress().dueAt(),
                        message.progress().leaseUntil(),
                        message.progress().finishedAt(),
                        Json.write(message),
                        message.organization(),
                        message.id());
    }

    /// Reads a message and keeps others from changing it until the transaction ends.
    Optional<Outbound> lock(Tx tx, OrganizationId organization, DeliveryId id) {
        return (tx.isAlone() ? READ : LOCK).first(tx.sql(), Outbox::message, organization, id);
    }

    private static Outbound message(ResultSet row) throws SQLException {
        return Json.read(row.getString(1), Outbound.class);
    }

    /// The pages of an alert, locked.
    List<Outbound> lockPages(Tx tx, OrganizationId organization, AlertId alert) {
        return (tx.isAlone() ? READ_OF_ALERT : LOCK_OF_ALERT)
                .list(tx.sql(), Outbox::message, organization, alert).stream()
                        .filter(message -> message.kind() == Delivery.Kind.PAGE)
                        .toList();
    }

    /// Up to `limit` due messages of a channel, locked. Each target gets a turn before any gets its
    /// second: one slow or busy person or team does not hold up the others.
    ///
    /// One message at a time is under way to an address that keeps up, for what is under way when a
    /// process dies is sent twice. An address whose oldest message has waited gets one more for
    /// each second of waiting. All addresses of a target together have `perTarget` under way at
    /// most: a hundred teams of one chat's host do not wait for each other one by one.
    ///
    /// @param holder the node that takes them
    List<Outbound> claim(Tx tx, Channel channel, int limit, int perTarget, String holder) {
        return tx.sql()
                .createQuery(
                        """
                        UPDATE delivery SET state = 'SENDING', holder = :holder WHERE (organization, id) IN (
                          SELECT organization, id FROM delivery
                          WHERE state = 'QUEUED' AND (organization, id) IN (
                        """
                                + FREE_TO_GO
                                + ")"
                                + tx.skipLocked()
                                + ") RETURNING body")
                .bind("holder", holder)
                .bind("channel", channel.name())
                .bind("now", tx.now())
                .bind("second", ONE_MORE_AFTER)
                .bind("per", perTarget)
                .bind("limit", limit)
                .map(MESSAGE)
                .list();
    }

    /// Whether [#claim] would find one: a look costs no transaction.
    static boolean isClaimable(Handle sql, Channel channel, Instant now, int perTarget) {
        return sql.createQuery("SELECT EXISTS (" + FREE_TO_GO + ")")
                .bind("channel", channel.name())
                .bind("now", now)
                .bind("second", ONE_MORE_AFTER)
                .bind("per", perTarget)
                .bind("limit", 1)
                .mapTo(Boolean.class)
                .one();
    }

    /// Who has messages of a channel under way. Empty stands for a node of a release that did not
    /// say who it was.
    static List<String> holders(Handle sql, Channel channel) {
        return sql.createQuery(
                        """
                        SELECT DISTINCT COALESCE(holder, '') FROM delivery
                        WHERE channel = :channel AND state = 'SENDING'
                        """)
                .bind("channel", channel.name())
                .mapTo(String.class)
                .list();
    }

    static List<DeliveryId> idsHeldBy(Handle sql, Channel channel, String holder) {
        return sql.createQuery(
                        """
                        SELECT id FROM delivery
                        WHERE channel = :channel AND state = 'SENDING' AND holder = :holder
                        """)
                .bind("channel", channel.name())
                .bind("holder", holder)
                .map((rs, _) -> new DeliveryId(rs.getString("id")))
                .list();
    }

    /// Up to `limit` messages that a node has under way, locked.
    List<Outbound> heldBy(Tx tx, Channel channel, String holder, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        UPDATE delivery SET state = state WHERE (organization, id) IN (
                          SELECT organization, id FROM delivery
                          WHERE channel = :channel AND state = 'SENDING' AND holder = :holder
                          LIMIT :limit
                        """
                                + tx.skipLocked()
                                + ") RETURNING body")
                .bind("channel", channel.name())
                .bind("holder", holder)
                .bind("limit", limit)
                .map(MESSAGE)
                .list();
    }

    /// Messages whose lease ran out before `before`, locked.
    ///
    /// @param named false for those only of which no node says that it has them
    List<Outbound> lost(Tx tx, Channel channel, Instant before, boolean named, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        UPDATE delivery SET state = state WHERE (organization, id) IN (
                          SELECT organization, id FROM delivery
                          WHERE channel = :channel AND state = 'SENDING' AND lease_until <= :before
                            AND (:named OR holder IS NULL)
                          LIMIT :limit
                        """
                                + tx.skipLocked()
                                + ") RETURNING body")
                .bind("channel", channel.name())
                .bind("before", before)
                .bind("named", named)
                .bind("limit", limit)
                .map(MESSAGE)
                .list();
    }

    /// Keeps messages that are on their way from being taken for lost.
    void prolong(Tx tx, List<DeliveryId> messages, Instant until) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE delivery SET lease_until = :until WHERE state = 'SENDING' AND id IN (<ids>)
                        """)
                .bindList("ids", messages.stream().map(DeliveryId::value).sorted().toList())
                .bind("until", until)
                .execute();
    }

    /// When the next message of a channel is due; empty when none waits.
    static Optional<Instant> next(Handle sql, Channel channel) {
        return sql.createQuery(
                        "SELECT MIN(due_at) FROM delivery WHERE channel = :channel AND state = 'QUEUED'")
                .bind("channel", channel.name())
                .mapTo(Instant.class)
                .findOne();
    }

    /// Whether the lease of some message ran out before `before`.
    static boolean hasRunOut(Handle sql, Channel channel, Instant before) {
        return sql.createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM delivery
                          WHERE channel = :channel AND state = 'SENDING' AND lease_until <= :before)
                        """)
                .bind("channel", channel.name())
                .bind("before", before)
                .mapTo(Boolean.class)
                .one();
    }

    /// Removes up to `limit` messages that were finished before `before`.
    static int sweep(Tx tx, Instant before, int limit) {
        return tx.sql()
                .createUpdate(
                        """
                        DELETE FROM delivery WHERE (organization, id) IN (
                          SELECT organization, id FROM delivery WHERE finished_at < :before LIMIT :limit)
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute();
    }

    private static String target(Outbound message) {
        return message.route().methods().isEmpty() ? "" : Targets.of(message.contact());
    }

    private static String address(Outbound message) {
        return message.route().methods().isEmpty() ? "" : message.contact().shown();
    }
}
