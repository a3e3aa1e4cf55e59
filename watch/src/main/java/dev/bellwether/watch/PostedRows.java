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
    /// Events as JSON, for a list has no type of its own there.
    private record Events(List<InboundEvent> list) {}

    private record Row(long seq, Posted posted) {}

    /// What waits of one sender.
    record Queue(OrganizationId organization, IntegrationId integration, long first, int waiting) {}

    private PostedRows() {}

    /// Adds them in this order.
    static void add(Tx tx, List<Posted> all) {
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
        for (Posted one : all) {
            batch.bind(0, one.organization().value())
                    .bind(1, one.integration().value())
                    .bind(2, ++seq)
                    .bind(3, one.id())
                    .bind(4, Micros.of(one.at()))
                    .bind(5, one.bytes())
                    .bind(6, one.protocol())
                    .bind(7, Json.write(new Events(one.events())))
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

    static boolean isEmpty(Handle sql) {
        return !sql.createQuery("SELECT EXISTS (SELECT 1 FROM inbound_waiting)")
                .mapTo(Boolean.class)
                .one();
    }

    static List<Queue> queues(Handle sql) {
        return sql.createQuery(
                        """
                        SELECT organization, integration, min(seq), count(*) FROM inbound_waiting
                        GROUP BY organization, integration
                        """)
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
