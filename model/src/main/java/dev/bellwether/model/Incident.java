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
/// @param origin where an inbound alert opened it; such an incident follows its sender, and no
///   check joins it
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
        boolean backfilled,
        Optional<Origin> origin) {
    public Incident {
        affected = Map.copyOf(affected);
        updates = List.copyOf(updates);
    }

    /// One that no inbound alert opened.
    public Incident(
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
        this(
                id,
                organization,
                name,
                status,
                impact,
                createdAt,
                startedAt,
                updatedAt,
                monitoringAt,
                resolvedAt,
                affected,
                updates,
                postmortem,
                published,
                wheel,
                backfilled,
                Optional.empty());
    }

    /// The inbound alert that opened it.
    ///
    /// @param sender what the integration is called
    /// @param key the sender's own name of the alert
    public record Origin(
            IntegrationId integration,
            String sender,
            String key,
            Severity severity,
            InboundAlert.Paging paging) {}

    public enum Wheel {
        AUTOMATION,
        PERSON
    }

    /// The report after the fact. `body` is Markdown.
    public record Postmortem(String body, Instant createdAt, Optional<Instant> publishedAt) {}
}
