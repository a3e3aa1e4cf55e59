package dev.bellwether.oncall;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.OverrideId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.store.Documents;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `schedule_override`.
final class OverrideRows {
    /// The most that are read for one time.
    static final int MOST_READ = 20_000;

    private static final Documents<ScheduleOverride> OVERRIDES =
            Documents.in("schedule_override", ScheduleOverride.class);

    private static final Comparator<ScheduleOverride> IN_ORDER =
            Comparator.comparing(ScheduleOverride::start)
                    .thenComparing(override -> override.id().value());

    private OverrideRows() {}

    static Optional<ScheduleOverride> find(Handle sql, OrganizationId organization, OverrideId id) {
        return OVERRIDES.find(sql, organization, id);
    }

    /// Those that meet a time, in the order of their starts.
    static List<ScheduleOverride> meeting(
            Handle sql, OrganizationId organization, ScheduleId id, Instant from, Instant until) {
        // Mostly it is one or none, for which SQLite would make a table to sort it in.
        return OVERRIDES
                .select(
                        sql,
                        organization,
                        "AND schedule = :schedule AND end_at > :from AND start_at < :until",
                        Map.of("schedule", id, "from", from, "until", until),
                        MOST_READ)
                .stream()
                .sorted(IN_ORDER)
                .toList();
    }

    static void save(Handle sql, ScheduleOverride override) {
        OVERRIDES
                .row(override.organization(), override.id(), override)
                .with("schedule", override.schedule())
                .with("start_at", override.start())
                .with("end_at", override.end())
                .save(sql);
    }

    static void remove(Handle sql, OrganizationId organization, OverrideId id) {
        OVERRIDES.remove(sql, organization, id);
    }
}
