package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The tables `check_state` and `verdict`.
final class VerdictRows {
    record Stored(VerdictChanged verdict, Evidence evidence) {}

    record State(CheckId check, VerdictState state) {}

    private VerdictRows() {}

    static Optional<CheckVerdict> current(Handle sql, OrganizationId organization, CheckId check) {
        return sql.createQuery(
                        """
                        SELECT * FROM check_state
                        WHERE organization = :organization AND check_id = :check
                        """)
                .bind("organization", organization)
                .bind("check", check)
                .map((rs, context) -> verdict(rs))
                .findOne();
    }

    static List<CheckVerdict> current(Handle sql, OrganizationId organization, int limit) {
        return sql.createQuery(
                        """
                        SELECT * FROM check_state WHERE organization = :organization
                        ORDER BY service, check_id LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("limit", limit)
                .map((rs, context) -> verdict(rs))
                .list();
    }

    static List<CheckVerdict> ofService(
            Handle sql, OrganizationId organization, ServiceId service, int limit) {
        return sql.createQuery(
                        """
                        SELECT * FROM check_state
                        WHERE organization = :organization AND service = :service
                        ORDER BY check_id LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("service", service)
                .bind("limit", limit)
                .map((rs, context) -> verdict(rs))
                .list();
    }

    /// Those of checks that are not paused.
    static List<CheckVerdict> speaking(
            Handle sql, OrganizationId organization, ServiceId service, int limit) {
        List<CheckId> paused =
                CheckRows.ofService(sql, organization, service, limit).stream()
                        .filter(Check::paused)
                        .map(Check::id)
                        .toList();
        return ofService(sql, organization, service, limit).stream()
                .filter(verdict -> !paused.contains(verdict.check()))
                .toList();
    }

    static List<VerdictChanged> list(
            Handle sql, OrganizationId organization, CheckId check, String before, int limit) {
        return sql
                .createQuery(
                        """
                        SELECT body FROM verdict v WHERE organization = :organization AND check_id = :check
                        AND (:before = '' OR EXISTS (SELECT 1 FROM verdict l WHERE l.id = :before
                             AND l.organization = :organization
                             AND (v.decided_at < l.decided_at
                                  OR (v.decided_at = l.decided_at AND v.id < l.id))))
                        ORDER BY decided_at DESC, id DESC LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("check", check)
                .bind("before", before)
                .bind("limit", limit)
                .mapTo(String.class)
                .list()
                .stream()
                .map(body -> Json.read(body, VerdictChanged.class))
                .toList();
    }

    static Optional<Stored> find(Handle sql, Optional<OrganizationId> organization, VerdictId id) {
        return sql.createQuery(
                        """
                        SELECT body, evidence FROM verdict
                        WHERE id = :id AND (:any = '' OR organization = :any)
                        """)
                .bind("id", id)
                .bind("any", organization.map(OrganizationId::value).orElse(""))
                .map((rs, context) ->
                        new Stored(
                                Json.read(rs.getString("body"), VerdictChanged.class),
                                Json.read(rs.getString("evidence"), Evidence.class)))
                .findOne();
    }

    static List<State> states(Handle sql, String afterCheck, int limit) {
        return sql.createQuery(
                        """
                        SELECT check_id, body FROM check_state WHERE check_id > :after
                        ORDER BY check_id LIMIT :limit
                        """)
                .bind("after", afterCheck)
                .bind("limit", limit)
                .map((rs, context) ->
                        new State(
                                new CheckId(rs.getString("check_id")),
                                Json.read(rs.getString("body"), VerdictState.class)))
                .list();
    }

    /// Writes a change with its evidence, and the state it led to. When the check was removed
    /// meanwhile nothing is written.
    static void save(Tx tx, PendingVerdict pending) {
        VerdictChanged verdict = pending.verdict();
        boolean exists =
                CheckRows.find(tx.sql(), pending.organization(), verdict.check()).isPresent();
        if (!exists) {
            return;
        }
        int fresh =
                tx.sql()
                        .createUpdate(
                                """
                                INSERT INTO verdict (id, organization, check_id, decided_at, body, evidence)
                                VALUES (:id, :organization, :check, :at, :body, :evidence)
                                ON CONFLICT (id) DO NOTHING
                                """)
                        .bind("id", verdict.verdict())
                        .bind("organization", pending.organization())
                        .bind("check", verdict.check())
                        .bind("at", verdict.decidedAt())
                        .bind("body", Json.write(verdict))
                        .bind("evidence", Json.write(pending.evidence()))
                        .execute();
        if (fresh == 0) {
            return;
        }
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO check_state (check_id, organization, service, verdict, standing, body)
                        VALUES (:check, :organization, :service, :verdict, :standing, :body)
                        ON CONFLICT (check_id) DO UPDATE SET service = excluded.service,
                            verdict = excluded.verdict, standing = excluded.standing,
                            body = excluded.body
                        """)
                .bind("check", verdict.check())
                .bind("organization", pending.organization())
                .bind("service", verdict.service())
                .bind("verdict", verdict.verdict())
                .bind("standing", CheckStanding.of(pending.state()).name())
                .bind("body", Json.write(pending.state()))
                .execute();
        tx.journal(pending.organization(), verdict);
    }

    /// Forgets up to `limit` verdicts decided before `before`, but none that a check still stands
    /// on.
    static int forget(Tx tx, Instant before, int limit) {
        return tx.sql()
                .createUpdate(
                        """
                        DELETE FROM verdict WHERE id IN (
                            SELECT id FROM verdict v WHERE decided_at < :before
                            AND NOT EXISTS (SELECT 1 FROM check_state s WHERE s.verdict = v.id
                                AND s.check_id = v.check_id)
                            ORDER BY decided_at LIMIT :limit)
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute();
    }

    static CheckVerdict verdict(ResultSet rs) throws SQLException {
        VerdictState state = Json.read(rs.getString("body"), VerdictState.class);
        return new CheckVerdict(
                new CheckId(rs.getString("check_id")),
                new ServiceId(rs.getString("service")),
                state.settled(),
                state.status(),
                state.summary(),
                state.since(),
                Optional.of(new VerdictId(rs.getString("verdict"))));
    }
}
