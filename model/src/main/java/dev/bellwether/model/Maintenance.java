package dev.bellwether.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Work that was announced. While it is under way its services are in MAINTENANCE: paging is
/// suppressed, recording is not.
///
/// @param autoTransition begins and completes by itself at `scheduledFor` and `scheduledUntil`
/// @param updates oldest first
public record Maintenance(
        MaintenanceId id,
        OrganizationId organization,
        String name,
        MaintenanceStatus status,
        Instant createdAt,
        Instant updatedAt,
        Instant scheduledFor,
        Instant scheduledUntil,
        Optional<Instant> startedAt,
        Optional<Instant> completedAt,
        Set<ServiceId> affected,
        List<Update> updates,
        boolean autoTransition) {
    public Maintenance {
        affected = Set.copyOf(affected);
        updates = List.copyOf(updates);
    }
}
