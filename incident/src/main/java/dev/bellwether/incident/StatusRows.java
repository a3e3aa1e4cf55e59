package dev.bellwether.incident;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Prepared;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The tables `service_status` and `service_status_span`.
final class StatusRows {
    private static final int MOST_SPANS = 10_000;
    private static final RowMapper<ServiceState> STATE =
            (rs, context) ->
                    new ServiceState(
                            new ServiceId(rs.getString("service")),
                            Status.valueOf(rs.getString("status")),
                            Micros.toInstant(rs.getLong("since")),
                            rs.getString("why"));

    private static final Prepared ONE =
            Prepared.of(
                    """
                    SELECT status, since, why FROM service_status WHERE organization = ? AND service = ?
                    """);
    private static final Prepared SAVE =
            Prepared.of(
                    """
                    INSERT INTO service_status (organization, service, status, since, why)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (organization, service) DO UPDATE SET
                        status = excluded.status, since = excluded.since, why = excluded.why
                    """);
    private static final Prepared END_SPAN =
            Prepared.of(
                    """
                    UPDATE service_status_span SET until_at = ?
                    WHERE organization = ? AND service = ? AND until_at IS NULL
                    """);
    private static final Prepared BEGIN_SPAN =
            Prepared.of(
                    """
                    INSERT INTO service_status_span (organization, service, from_at, status, why)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (organization, service, from_at) DO UPDATE SET
                        until_at = NULL, status = excluded.status, why = excluded.why
                    """);

    private StatusRows() {}

    static Optional<ServiceState> find(Handle sql, OrganizationId organization, ServiceId service) {
        return ONE.first(
                sql,
                row ->
                        new ServiceState(
                                service,
                                Status.valueOf(row.getString(1)),
                                Micros.toInstant(row.getLong(2)),
                                row.getString(3)),
                organization,
                service);
    }

    static List<ServiceState> all(Handle sql, OrganizationId organization) {
        return sql.createQuery(
                        """
                        SELECT * FROM service_status WHERE organization = :organization
                        ORDER BY service LIMIT :most
                        """)
                .bind("organization", organization)
                .bind("most", Services.MOST)
                .map(STATE)
                .list();
    }

    /// Ends the span that is open and begins another.
    static void turn(Handle sql, OrganizationId organization, ServiceState state) {
        ServiceId service = state.service();
        SAVE.run(sql, organization, service, state.status(), state.since(), state.why());
        END_SPAN.run(sql, state.since(), organization, service);
        BEGIN_SPAN.run(sql, organization, service, state.since(), state.status(), state.why());
    }

    static List<StatusSpan> spans(
            Handle sql,
            OrganizationId organization,
            ServiceId service,
            Instant from,
            Instant until) {
        return sql.createQuery(
                        """
                        SELECT * FROM service_status_span
                        WHERE organization = :organization AND service = :service
                        AND from_at < :until AND (until_at IS NULL OR until_at > :from)
                        ORDER BY from_at LIMIT :most
                        """)
                .bind("organization", organization)
                .bind("service", service)
                .bind("from", from)
                .bind("until", until)
                .bind("most", MOST_SPANS)
                .map((rs, context) ->
                        new StatusSpan(
                                Micros.toInstant(rs.getLong("from_at")),
                                rs.getObject("until_at") == null
                                        ? Optional.empty()
                                        : Optional.of(Micros.toInstant(rs.getLong("until_at"))),
                                Status.valueOf(rs.getString("status")),
                                rs.getString("why")))
                .list();
    }

    static void remove(Handle sql, OrganizationId organization, ServiceId service) {
        for (String table : List.of("service_status", "service_status_span")) {
            sql.createUpdate(
                            "DELETE FROM "
                                    + table
                                    + " WHERE organization = :organization AND service = :service")
                    .bind("organization", organization)
                    .bind("service", service)
                    .execute();
        }
    }
}
