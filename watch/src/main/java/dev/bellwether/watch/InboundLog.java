package dev.bellwether.watch;

import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Json;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What came in and what it did, newest first. Bounded: each organization keeps the newest [#MOST],
/// no more than [#MOST_BYTES] of payload, for [#KEPT].
public final class InboundLog {
    public static final Duration KEPT = Duration.ofDays(30);
    public static final int MOST = 50_000;
    public static final long MOST_BYTES = 64L << 20;

    static final InboundTrim TRIM = new InboundTrim(KEPT, MOST, MOST_BYTES);

    /// A larger payload is not kept, and cannot be replayed.
    static final int LARGEST_PAYLOAD = 256 << 10;

    private static final int LARGEST_PAGE = 200;

    private final Store store;

    InboundLog(Store store) {
        this.store = store;
    }

    /// @param integration of one only; empty for all
    /// @param after the `next` of the slice before; empty begins
    /// @param limit 1 to 200
    public Slice<InboundDelivery> list(
            OrganizationId organization,
            Optional<IntegrationId> integration,
            Optional<String> after,
            int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new InvalidInput("limit", "'" + limit + "' is not 1 to " + LARGEST_PAGE);
        }
        long before = Long.MAX_VALUE;
        String id = "";
        if (after.isPresent()) {
            String[] parts = after.get().split("_", 2);
            if (parts.length != 2 || !parts[0].matches("\\d{1,18}")) {
                throw new InvalidInput(
                        "after", "'" + after.get() + "' is not the 'next' of an answer");
            }
            before = Long.parseLong(parts[0]);
            id = parts[1];
        }
        long micros = before;
        String last = id;
        List<InboundDelivery> read =
                store.read(sql -> {
                    var query =
                            sql.createQuery(
                                            """
                                            SELECT body FROM inbound_delivery
                                            WHERE organization = :organization %s AND (at, id) < (:at, :id)
                                            ORDER BY at DESC, id DESC LIMIT :most
                                            """
                                                    .formatted(
                                                            integration.isPresent()
                                                                    ? "AND integration = :integration"
                                                                    : ""))
                                    .bind("organization", organization)
                                    .bind("at", micros)
                                    .bind("id", last)
                                    .bind("most", limit + 1);
                    integration.ifPresent(of -> query.bind("integration", of));
                    return query.map((row, context) ->
                                    Json.read(row.getString(1), InboundDelivery.class))
                            .list();
                });
        if (read.size() <= limit) {
            return new Slice<>(read, Optional.empty());
        }
        InboundDelivery end = read.get(limit - 1);
        return new Slice<>(
                read.subList(0, limit), Optional.of(Micros.of(end.at()) + "_" + end.id()));
    }

    /// @throws NotFound when this organization has none of that id, or no longer
    public InboundDelivery get(OrganizationId organization, String id) {
        return find(organization, id)
                .orElseThrow(() -> new NotFound("delivery", InboundText.line(id, 60)));
    }

    public Optional<InboundDelivery> find(OrganizationId organization, String id) {
        return store.read(sql ->
                sql.createQuery(
                                "SELECT body FROM inbound_delivery WHERE organization = :organization AND id = :id")
                        .bind("organization", organization)
                        .bind("id", id)
                        .map((row, context) -> Json.read(row.getString(1), InboundDelivery.class))
                        .findOne());
    }

    /// What came in, without what is called like a secret; empty when it was too large to be kept.
    public String payload(OrganizationId organization, String id) {
        return store.read(sql -> payload(sql, organization, id));
    }

    static String payload(Handle sql, OrganizationId organization, String id) {
        return sql.createQuery(
                        "SELECT payload FROM inbound_delivery WHERE organization = :organization AND id = :id")
                .bind("organization", organization)
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    static void add(Tx tx, InboundDelivery delivery, String payload) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO inbound_delivery
                            (organization, id, integration, at, bytes, refused, body, payload)
                        VALUES (:organization, :id, :integration, :at, :bytes, :refused, :body, :payload)
                        """)
                .bind("organization", delivery.organization())
                .bind("id", delivery.id())
                .bind("integration", delivery.integration())
                .bind("at", delivery.at())
                .bind("bytes", (long) payload.length())
                .bind("refused", delivery.refused())
                .bind("body", Json.write(delivery))
                .bind("payload", payload)
                .execute();
    }
}
