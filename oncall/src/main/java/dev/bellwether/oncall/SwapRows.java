package dev.bellwether.oncall;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ShiftSwap;
import dev.bellwether.model.SwapId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `schedule_swap`.
final class SwapRows {
    static final int MOST = 200;

    private static final Documents<ShiftSwap> SWAPS =
            Documents.in("schedule_swap", ShiftSwap.class);

    private SwapRows() {}

    static Optional<ShiftSwap> find(Handle sql, OrganizationId organization, SwapId id) {
        return SWAPS.find(sql, organization, id);
    }

    static List<ShiftSwap> ofSchedule(Handle sql, OrganizationId organization, ScheduleId id) {
        return SWAPS.select(
                sql,
                organization,
                "AND schedule = :schedule ORDER BY asked_at DESC, id DESC",
                Map.of("schedule", id),
                MOST);
    }

    /// Those that nobody has answered, of one who asks or is asked.
    static List<ShiftSwap> open(Handle sql, OrganizationId organization, PersonId person) {
        return SWAPS.select(
                sql,
                organization,
                "AND open_until IS NOT NULL AND (from_person = :person OR to_person = :person)"
                        + " ORDER BY open_until, id",
                Map.of("person", person),
                MOST);
    }

    static void save(Handle sql, ShiftSwap swap) {
        boolean isOpen = swap.state() == ShiftSwap.State.ASKED;
        SWAPS.row(swap.organization(), swap.id(), swap)
                .with("schedule", swap.schedule())
                .with("asked_at", swap.askedAt())
                .with(
                        "open_until",
                        isOpen ? Optional.of(swap.begins()) : Optional.empty(),
                        Instant.class)
                .with("from_person", swap.from())
                .with("to_person", swap.to())
                .save(sql);
    }

    /// Those that ran out; no other node gets the same ones.
    static List<ShiftSwap> claimDue(Tx tx, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        UPDATE schedule_swap SET schedule = schedule WHERE (organization, id) IN (
                            SELECT organization, id FROM schedule_swap
                            WHERE open_until IS NOT NULL AND open_until <= :now
                            ORDER BY open_until LIMIT :limit
                        """
                                + tx.skipLocked()
                                + ") RETURNING body")
                .bind("now", tx.now())
                .bind("limit", limit)
                .map(SWAPS.mapper())
                .list();
    }

    static Optional<Instant> nextDue(Handle sql) {
        return SWAPS.nextDue(sql, "open_until");
    }

    static void removeOf(Handle sql, OrganizationId organization, ScheduleId schedule) {
        sql.createUpdate(
                        """
                        DELETE FROM schedule_swap
                        WHERE organization = :organization AND schedule = :schedule
                        """)
                .bind("organization", organization)
                .bind("schedule", schedule)
                .execute();
    }
}
