package dev.bellwether.watch;

import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The table `inbound_waiting`.
final class PostedRows {
    /// More senders than this have their turn later; a thousand is the most of one organization.
    private static final int MOST_QUEUES = 20_000;

    /// A step leads to the organization's next sender, and from its last to the next organization.
    /// (A comparison of pairs would do it in one, but SQLite seeks by the first of the two alone
    /// and reads whatever waits of the organization.)
    static final String WHO_WAITS =
            """
            WITH RECURSIVE sender (organization, integration, n) AS (
                SELECT '', CAST(NULL AS TEXT), 0
                UNION ALL
                SELECT
                    CASE WHEN s.integration IS NULL THEN
                        (SELECT min(w.organization) FROM inbound_waiting w
                         WHERE w.organization > s.organization)
                    ELSE s.organization END,
                    CASE WHEN s.integration IS NULL THEN '' ELSE
                        (SELECT min(w.integration) FROM inbound_waiting w
                         WHERE w.organization = s.organization
                         AND w.integration > s.integration) END,
                    n + 1
                FROM sender s WHERE s.organization IS NOT NULL AND n < :queues)
            SELECT s.organization, s.integration,
                (SELECT min(w.seq) FROM inbound_waiting w
                 WHERE w.organization = s.organization AND w.integration = s.integration),
                (SELECT count(*) FROM (
                    SELECT 1 FROM inbound_waiting w
                    WHERE w.organization = s.organization AND w.integration = s.integration
                    LIMIT :most) AS few)
            FROM sender s WHERE s.integration <> ''
            """;

    /// Events as JSON, for a list has no type of its own there.
    private record Events(List<InboundEvent> list) {}

    private record Row(long seq, Posted posted) {}

    /// What waits of one sender.
    ///
    /// @param first number of the one that waits longest
    /// @param waiting how many wait, as far as they were counted
    record Queue(OrganizationId organization, IntegrationId integration, long first, int waiting) {}

    /// What is to be added, made ready by the thread that brings it: those that write have no time.
    record Ready(Posted posted, String events) {
        static Ready of(Posted posted) {
            return new Ready(posted, Json.write(new Events(posted.events())));
        }
    }

    private PostedRows() {}

    /// Adds them in this order.
    static void add(Tx tx, List<Ready> all) {
        long seq =
                tx.sql()
                                .createQuery(
                                        """
                                        UPDATE inbound_waiting_head SET seq = seq + :n WHERE one = 1
                                        RETURNING seq
                                        """)
                                .bind("n", all.size())
                                .mapTo(Long.class)
                                .one()
                        - all.size();
        var batch =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO inbound_waiting
                                    (organization, integration, seq, id, at, bytes, protocol, events, payload)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                                """);
        for (Ready ready : all) {
            Posted one = ready.posted();
            batch.bind(0, one.organization().value())
                    .bind(1, one.integration().value())
                    .bind(2, ++seq)
                    .bind(3, one.id())
                    .bind(4, Micros.of(one.at()))
                    .bind(5, one.bytes())
                    .bind(6, one.protocol())
                    .bind(7, ready.events())
                    .bind(8, one.payload())
                    .add();
        }
        batch.execute();
    }

    /// False when another node is deciding. Until commit, no other does.
    static boolean takeTurn(Tx tx) {
        return tx.sql()
                .createQuery(
                        "SELECT one FROM inbound_waiting_turn WHERE one = 1 " + tx.skipLocked())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// Whether something of this sender waits.
    static boolean waits(Handle sql, Integration integration) {
        return sql.createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM inbound_waiting
                        WHERE organization = :organization AND integration = :integration)
                        """)
                .bind("organization", integration.organization())
                .bind("integration", integration.id())
                .mapTo(Boolean.class)
                .one();
    }

    /// Who waits, at most [#MOST_QUEUES]. Each sender is found by one look into the index, and so
    /// is what waits of it: it costs the same whether ten wait or a hundred thousand.
    ///
    /// @param most of each sender that are counted
    static List<Queue> queues(Handle sql, int most) {
        return sql.createQuery(WHO_WAITS)
                .bind("queues", MOST_QUEUES)
                .bind("most", most)
                .map((row, context) ->
                        new Queue(
                                new OrganizationId(row.getString(1)),
                                new IntegrationId(row.getString(2)),
                                row.getLong(3),
                                row.getInt(4)))
                .list();
    }

    /// Takes the first `most` of a sender out, in their order.
    static List<Posted> take(Tx tx, Queue queue, int most) {
        return tx
                .sql()
                .createQuery(
                        """
                        DELETE FROM inbound_waiting
                        WHERE organization = :organization AND integration = :integration AND seq IN (
                            SELECT seq FROM inbound_waiting
                            WHERE organization = :organization AND integration = :integration
                            ORDER BY seq LIMIT :most)
                        RETURNING seq, id, at, bytes, protocol, events, payload
                        """)
                .bind("organization", queue.organization())
                .bind("integration", queue.integration())
                .bind("most", most)
                .map((row, context) ->
                        new Row(
                                row.getLong(1),
                                new Posted(
                                        queue.organization(),
                                        queue.integration(),
                                        row.getString(2),
                                        Micros.toInstant(row.getLong(3)),
                                        row.getLong(4),
                                        row.getString(5),
                                        Json.read(row.getString(6), Events.class).list(),
                                        row.getString(7))))
                .list()
                .stream()
                .sorted(Comparator.comparingLong(Row::seq))
                .map(Row::posted)
                .toList();
    }

    static long count(Handle sql, OrganizationId organization) {
        return sql.createQuery(
                        "SELECT count(*) FROM inbound_waiting WHERE organization = :organization")
                .bind("organization", organization)
                .mapTo(Long.class)
                .one();
    }
}
