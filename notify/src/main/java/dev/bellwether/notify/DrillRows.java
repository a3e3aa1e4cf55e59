package dev.bellwether.notify;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The tables `drill` and `drill_plan`.
final class DrillRows {
    private static final int MOST = 5_000;
    private static final String COLUMNS =
            "SELECT id, person, started_at, acknowledged_at FROM drill WHERE organization = :organization ";
    private static final RowMapper<Drill> DRILL =
            (rs, context) -> {
                long acknowledged = rs.getLong("acknowledged_at");
                boolean none = rs.wasNull();
                return new Drill(
                        new AlertId(rs.getString("id")),
                        new PersonId(rs.getString("person")),
                        Micros.toInstant(rs.getLong("started_at")),
                        none ? Optional.empty() : Optional.of(Micros.toInstant(acknowledged)));
            };
    private static final RowMapper<DrillPlan> PLAN =
            (rs, context) ->
                    new DrillPlan(
                            rs.getInt("every_days"),
                            rs.getInt("hour"),
                            ZoneId.of(rs.getString("zone")),
                            Micros.toInstant(rs.getLong("next_at")));

    private DrillRows() {}

    static void add(Tx tx, OrganizationId organization, Drill drill) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO drill (organization, id, person, started_at)
                        VALUES (:organization, :id, :person, :at)
                        """)
                .bind("organization", organization)
                .bind("id", drill.id())
                .bind("person", drill.person())
                .bind("at", drill.startedAt())
                .execute();
    }

    static void acknowledge(Tx tx, OrganizationId organization, AlertId id) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE drill SET acknowledged_at = :now
                        WHERE organization = :organization AND id = :id AND acknowledged_at IS NULL
                        """)
                .bind("organization", organization)
                .bind("id", id)
                .bind("now", tx.now())
                .execute();
    }

    static Optional<Drill> find(Handle sql, OrganizationId organization, AlertId id) {
        return sql.createQuery(COLUMNS + "AND id = :id")
                .bind("organization", organization)
                .bind("id", id)
                .map(DRILL)
                .findOne();
    }

    /// Since then, the newest first.
    static List<Drill> since(Handle sql, OrganizationId organization, Instant at) {
        return sql.createQuery(
                        COLUMNS
                                + "AND started_at >= :at ORDER BY started_at DESC, id LIMIT "
                                + MOST)
                .bind("organization", organization)
                .bind("at", at)
                .map(DRILL)
                .list();
    }

    static Optional<DrillPlan> plan(Handle sql, OrganizationId organization) {
        return sql.createQuery(
                        "SELECT every_days, hour, zone, next_at FROM drill_plan WHERE organization = :organization")
                .bind("organization", organization)
                .map(PLAN)
                .findOne();
    }

    static void save(Tx tx, OrganizationId organization, DrillPlan plan) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO drill_plan (organization, every_days, hour, zone, next_at)
                        VALUES (:organization, :days, :hour, :zone, :next)
                        ON CONFLICT (organization) DO UPDATE
                        SET every_days = excluded.every_days, hour = excluded.hour, zone = excluded.zone,
                            next_at = excluded.next_at
                        """)
                .bind("organization", organization)
                .bind("days", plan.everyDays())
                .bind("hour", plan.hour())
                .bind("zone", plan.zone().getId())
                .bind("next", plan.nextAt())
                .execute();
    }

    static void forget(Tx tx, OrganizationId organization) {
        tx.sql()
                .createUpdate("DELETE FROM drill_plan WHERE organization = :organization")
                .bind("organization", organization)
                .execute();
    }

    /// Organizations whose plan is due, locked.
    static List<OrganizationId> due(Tx tx) {
        return tx.sql()
                .createQuery(
                        """
                        UPDATE drill_plan SET hour = hour WHERE next_at <= :now RETURNING organization
                        """)
                .bind("now", tx.now())
                .map((rs, context) -> new OrganizationId(rs.getString("organization")))
                .list();
    }

    static Optional<Instant> next(Handle sql) {
        return sql.createQuery("SELECT MIN(next_at) FROM drill_plan")
                .mapTo(Instant.class)
                .findOne();
    }
}
