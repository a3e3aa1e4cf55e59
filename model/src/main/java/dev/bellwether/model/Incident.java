package dev.bellwether.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What we say to people about trouble.
///
/// @param startedAt when the trouble began, which may be before it was opened
/// @param affected services and the state they are said to be in
/// @param updates oldest first
/// @param published false while a draft: never shown on a page
/// @param wheel who drives: a person's edit takes the wheel, and automation then only adds to the
///   private timeline
/// @param backfilled told after the fact (an import): shown, never paged
public record Incident(
        IncidentId id,
        OrganizationId organization,
        String name,
        IncidentStatus status,
        Impact impact,
        Instant createdAt,
        Instant startedAt,
        Instant updatedAt,
        Optional<Instant> monitoringAt,
        Optional<Instant> resolvedAt,
        Map<ServiceId, Status> affected,
        List<Update> updates,
        Optional<Postmortem> postmortem,
        boolean published,
        Wheel wheel,
        boolean backfilled) {
    public Incident {
        affected = Map.copyOf(affected);
        updates = List.copyOf(updates);
    }

    public enum Wheel {
        AUTOMATION,
        PERSON
    }

    /// The report after the fact. `body` is Markdown.
    public record Postmortem(String body, Instant createdAt, Optional<Instant> publishedAt) {}
}
