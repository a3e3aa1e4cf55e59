package dev.bellwether.statuspage;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageId;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Json;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/// What became of what pages told their subscribers.
public final class Receipts {
    public static final int MOST = 200;

    private static final String COUNTED =
            """
            SELECT f.*, (SELECT COUNT(*) FROM letter l WHERE l.fan_out = f.id) AS due,
                (SELECT COUNT(*) FROM letter l WHERE l.fan_out = f.id AND l.state = 'DELIVERED') AS delivered,
                (SELECT COUNT(*) FROM letter l WHERE l.fan_out = f.id AND l.state = 'FAILED') AS failed,
                (SELECT COUNT(*) FROM letter l WHERE l.fan_out = f.id AND l.state = 'CANCELLED') AS cancelled,
                (SELECT COUNT(*) FROM letter l WHERE l.fan_out = f.id AND l.possible_duplicate) AS duplicates,
                (SELECT MAX(finished_at) FROM letter l WHERE l.fan_out = f.id) AS last_at
            FROM fan_out f
            """;

    private final Store store;

    Receipts(Store store) {
        this.store = store;
    }

    /// What a page told, newest first.
    ///
    /// @param limit 1 to [#MOST]
    public List<Receipt> latest(OrganizationId organization, PageId page, int limit) {
        bound(limit);
        return store.read(sql ->
                sql.createQuery(
                                COUNTED
                                        + " WHERE organization = :o AND page = :page ORDER BY said_at DESC, id LIMIT :limit")
                        .bind("o", organization)
                        .bind("page", page)
                        .bind("limit", limit)
                        .map(Receipts::receipt)
                        .list());
    }

    /// @throws NotFound when the organization has none such
    public Receipt get(OrganizationId organization, String id) {
        return store.read(sql ->
                sql.createQuery(COUNTED + " WHERE organization = :o AND id = :id")
                        .bind("o", organization)
                        .bind("id", id)
                        .map(Receipts::receipt)
                        .findOne()
                        .orElseThrow(() -> new NotFound("receipt", id)));
    }

    private static Receipt receipt(ResultSet rs, Object context) throws SQLException {
        long due = rs.getLong("due");
        long delivered = rs.getLong("delivered");
        long failed = rs.getLong("failed");
        long cancelled = rs.getLong("cancelled");
        long last = rs.getLong("last_at");
        boolean none = rs.wasNull();
        return new Receipt(
                rs.getString("id"),
                new PageId(rs.getString("page")),
                rs.getString("subject"),
                rs.getString("update_id"),
                Json.read(rs.getString("body"), Announcement.class).subject(),
                Micros.toInstant(rs.getLong("said_at")),
                rs.getBoolean("done"),
                due,
                delivered,
                due - delivered - failed - cancelled,
                failed,
                cancelled,
                rs.getLong("duplicates"),
                none ? Optional.empty() : Optional.of(Micros.toInstant(last)));
    }

    private static final String LETTERS =
            """
            SELECT l.*, s.shown, f.body AS told FROM letter l
            LEFT JOIN subscriber s ON s.id = l.subscriber
            LEFT JOIN fan_out f ON f.id = l.fan_out
            """;

    private static final RowMapper<SubscriberLetter> LETTER =
            (rs, context) -> {
                long finished = rs.getLong("finished_at");
                boolean unfinished = rs.wasNull();
                String told = rs.getString("told");
                String shown = rs.getString("shown");
                return new SubscriberLetter(
                        rs.getString("fan_out"),
                        told == null
                                ? "About the subscription"
                                : Json.read(told, Announcement.class).subject(),
                        rs.getString("subscriber"),
                        shown == null ? "" : shown,
                        SubscriberLetter.State.valueOf(rs.getString("state")),
                        rs.getInt("attempt"),
                        rs.getBoolean("possible_duplicate"),
                        Micros.toInstant(rs.getLong("queued_at")),
                        unfinished ? Optional.empty() : Optional.of(Micros.toInstant(finished)),
                        rs.getString("detail"));
            };

    /// The newest letters to one subscriber.
    ///
    /// @param limit 1 to [#MOST]
    public List<SubscriberLetter> of(OrganizationId organization, String subscriber, int limit) {
        bound(limit);
        return store.read(sql -> {
            boolean known =
                    SubscriberRows.byId(sql, subscriber)
                            .filter(row -> row.subscriber().organization().equals(organization))
                            .isPresent();
            if (!known) {
                throw new NotFound("subscriber", subscriber);
            }
            return sql.createQuery(
                            LETTERS
                                    + " WHERE l.subscriber = :s ORDER BY l.queued_at DESC LIMIT :limit")
                    .bind("s", subscriber)
                    .bind("limit", limit)
                    .map(LETTER)
                    .list();
        });
    }

    /// The letters of one thing that was told.
    ///
    /// @param after the `next` of the slice before; empty begins
    /// @param limit 1 to [#MOST]
    public Slice<SubscriberLetter> letters(
            OrganizationId organization,
            String receipt,
            Optional<SubscriberLetter.State> state,
            Optional<String> after,
            int limit) {
        bound(limit);
        Receipt of = get(organization, receipt);
        List<SubscriberLetter> found =
                store.read(sql ->
                        sql.createQuery(
                                        LETTERS
                                                + """
                                                 WHERE l.fan_out = :f AND l.subscriber > :after
                                                   AND (:state = '' OR l.state = :state)
                                                ORDER BY l.subscriber LIMIT :limit
                                                """)
                                .bind("f", of.id())
                                .bind("after", after.orElse(""))
                                .bind("state", state.map(Enum::name).orElse(""))
                                .bind("limit", limit + 1)
                                .map(LETTER)
                                .list());
        return found.size() <= limit
                ? new Slice<>(found, Optional.empty())
                : new Slice<>(
                        found.subList(0, limit), Optional.of(found.get(limit - 1).subscriber()));
    }

    private static void bound(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidInput("limit", "'" + limit + "' is not 1 to " + MOST);
        }
    }
}
