package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Brings the delivery log within its bounds. Where they lie is read beside the one writer of
/// SQLite, from an index; what lies beyond is deleted in small transactions, between which whoever
/// accepts and pages has its turn.
///
/// @param kept what is older goes
/// @param most deliveries of one organization
/// @param bytes of payload of one organization
record InboundTrim(Duration kept, int most, long bytes) {
    /// Rows that one transaction deletes.
    static final int TOGETHER = 500;

    private static final String BEYOND =
            """
            SELECT at FROM (
                SELECT at, row_number() OVER (ORDER BY at DESC, id DESC) AS n,
                    sum(bytes) OVER (ORDER BY at DESC, id DESC) AS total
                FROM inbound_delivery WHERE organization = :organization) AS counted
            WHERE n > :most OR total > :bytes ORDER BY at DESC LIMIT 1
            """;

    void run(Store store, Instant now) {
        for (OrganizationId organization : store.read(InboundTrim::organizations)) {
            long old = Micros.of(now.minus(kept));
            long before =
                    store.read(sql -> beyond(sql, organization))
                            .map(at -> Math.max(old, at + 1))
                            .orElse(old);
            while (store.write(tx -> delete(tx.sql(), organization, before)) == TOGETHER) {}
        }
    }

    /// When the newest came in that is beyond the number or the bytes, counted from the newest.
    private Optional<Long> beyond(Handle sql, OrganizationId organization) {
        return sql.createQuery(BEYOND)
                .bind("organization", organization)
                .bind("most", most)
                .bind("bytes", bytes)
                .mapTo(Long.class)
                .findOne();
    }

    private static int delete(Handle sql, OrganizationId organization, long before) {
        return sql.createUpdate(
                        """
                        DELETE FROM inbound_delivery WHERE organization = :organization AND id IN (
                            SELECT id FROM inbound_delivery
                            WHERE organization = :organization AND at < :before
                            ORDER BY at LIMIT :most)
                        """)
                .bind("organization", organization)
                .bind("before", before)
                .bind("most", TOGETHER)
                .execute();
    }

    /// One look into the index for each.
    private static List<OrganizationId> organizations(Handle sql) {
        return sql.createQuery(
                        """
                        WITH RECURSIVE one (organization) AS (
                            SELECT min(organization) FROM inbound_delivery
                            UNION ALL
                            SELECT (SELECT min(d.organization) FROM inbound_delivery d
                                    WHERE d.organization > one.organization)
                            FROM one WHERE one.organization IS NOT NULL)
                        SELECT organization FROM one WHERE organization IS NOT NULL
                        """)
                .map((row, context) -> new OrganizationId(row.getString(1)))
                .list();
    }
}
