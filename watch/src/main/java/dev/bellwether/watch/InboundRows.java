package dev.bellwether.watch;

import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `inbound_alert`.
final class InboundRows {
    static final Documents<InboundState> ROWS = Documents.in("inbound_alert", InboundState.class);

    private InboundRows() {}

    /// The open alert of a key, held until commit.
    static Optional<InboundState> hold(
            Tx tx, OrganizationId organization, IntegrationId integration, String key) {
        if (tx.isAlone()) {
            return open(tx.sql(), organization, integration, key);
        }
        return tx.sql()
                .createQuery(
                        """
                        UPDATE inbound_alert SET seen_at = seen_at
                        WHERE organization = :organization AND integration = :integration
                        AND digest = :digest AND open RETURNING body
                        """)
                .bind("organization", organization)
                .bind("integration", integration)
                .bind("digest", Tokens.digest(key))
                .map(ROWS.mapper())
                .findOne();
    }

    /// The same by the alert's id.
    static Optional<InboundState> hold(Tx tx, OrganizationId organization, IncidentId id) {
        return tx.sql()
                .createQuery(
                        """
                        UPDATE inbound_alert SET seen_at = seen_at
                        WHERE organization = :organization AND id = :id AND open RETURNING body
                        """)
                .bind("organization", organization)
                .bind("id", id)
                .map(ROWS.mapper())
                .findOne();
    }

    static void save(Handle sql, InboundState state, boolean open) {
        ROWS.row(state.alert().organization(), state.alert().incident(), state)
                .with("integration", state.alert().integration())
                .with("digest", Tokens.digest(state.alert().key()))
                .with("open", open)
                .with("seen_at", state.seenAt())
                .with("ends_at", open ? state.endsAt() : Optional.empty(), Instant.class)
                .save(sql);
    }

    static Optional<InboundState> open(
            Handle sql, OrganizationId organization, IntegrationId integration, String key) {
        return ROWS
                .select(
                        sql,
                        organization,
                        "AND integration = :integration AND digest = :digest AND open",
                        Map.of("integration", integration.value(), "digest", Tokens.digest(key)),
                        1)
                .stream()
                .findFirst();
    }

    /// Open or not.
    static Optional<InboundState> find(Handle sql, OrganizationId organization, IncidentId id) {
        return ROWS.find(sql, organization, id);
    }

    /// The newest of a key, open or not.
    static List<InboundState> of(
            Handle sql, OrganizationId organization, IntegrationId integration, int most) {
        return ROWS.select(
                sql,
                organization,
                "AND integration = :integration AND open ORDER BY seen_at DESC, id",
                Map.of("integration", integration.value()),
                most);
    }

    static List<InboundState> open(
            Handle sql, OrganizationId organization, String after, int most) {
        return ROWS.select(
                sql,
                organization,
                "AND open AND id > :after ORDER BY id",
                Map.of("after", after),
                most);
    }

    static long countOpen(Handle sql, OrganizationId organization) {
        return sql.createQuery(
                        "SELECT count(*) FROM inbound_alert WHERE organization = :organization AND open")
                .bind("organization", organization)
                .mapTo(Long.class)
                .one();
    }

    record Due(OrganizationId organization, IncidentId id) {}

    static List<Due> over(Handle sql, Instant now, int most) {
        return sql.createQuery(
                        """
                        SELECT organization, id FROM inbound_alert
                        WHERE ends_at IS NOT NULL AND ends_at <= :now ORDER BY ends_at LIMIT :most
                        """)
                .bind("now", now)
                .bind("most", most)
                .map((row, context) ->
                        new Due(
                                new OrganizationId(row.getString(1)),
                                new IncidentId(row.getString(2))))
                .list();
    }

    /// Of those that are closed and were not seen since, `most`.
    ///
    /// @return how many there were
    static int forgetClosed(Tx tx, Instant before, int most) {
        return tx.sql()
                .createUpdate(
                        """
                        DELETE FROM inbound_alert WHERE (organization, id) IN (
                            SELECT organization, id FROM inbound_alert
                            WHERE NOT open AND seen_at < :before ORDER BY seen_at LIMIT :most)
                        """)
                .bind("before", Micros.of(before))
                .bind("most", most)
                .execute();
    }

    static List<OrganizationId> organizations(Handle sql) {
        return sql.createQuery("SELECT DISTINCT organization FROM inbound_silence")
                .map((row, context) -> new OrganizationId(row.getString(1)))
                .list();
    }
}
