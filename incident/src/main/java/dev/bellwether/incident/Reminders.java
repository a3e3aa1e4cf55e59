package dev.bellwether.incident;

import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceStatus;
import dev.bellwether.store.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// When somebody is to be reminded of a maintenance. Pure but for its row.
///
/// @param before how long before the start, each
/// @param told up to when reminders were told or are not wanted any more
record Reminders(List<Duration> before, Instant told) {
    static final Documents<Reminders> ROWS =
            Documents.in("maintenance_reminder", "maintenance", Reminders.class);
    static final int MOST = 5;

    Reminders {
        before = List.copyOf(before);
    }

    /// The next time to remind of a start, after what was told.
    Optional<Instant> next(Instant start) {
        return before.stream()
                .map(start::minus)
                .filter(told::isBefore)
                .min(Comparator.naturalOrder());
    }

    /// Of those whose time has come the shortest: after a pause one reminder is enough.
    Optional<Duration> due(Instant start, Instant now) {
        return before.stream()
                .filter(one -> told.isBefore(start.minus(one)) && !now.isBefore(start.minus(one)))
                .min(Comparator.naturalOrder());
    }

    /// Keeps them; nothing is due for one that has begun.
    void save(Handle sql, Maintenance maintenance) {
        ROWS.row(maintenance.organization(), maintenance.id(), this)
                .with(
                        "due_at",
                        maintenance.status() == MaintenanceStatus.SCHEDULED
                                ? next(maintenance.scheduledFor())
                                : Optional.empty(),
                        Instant.class)
                .save(sql);
    }

    static void check(Problems problems, List<Duration> before) {
        problems.require(
                before.size() <= MOST,
                "reminders",
                "'" + before.size() + "' are asked for; at most " + MOST + " are allowed");
        for (Duration one : before) {
            problems.require(
                    one.compareTo(Duration.ofMinutes(1)) >= 0
                            && one.compareTo(Duration.ofDays(30)) <= 0,
                    "reminders",
                    "'" + one + "' is not one minute to 30 days");
        }
    }
}
