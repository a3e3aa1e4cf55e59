package dev.bellwether.statuspage;

import dev.bellwether.model.Component;
import dev.bellwether.model.Impact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An incident or a maintenance as a page shows it.
///
/// @param status as Statuspage spells it
/// @param updates newest first
/// @param components of this page
/// @param scheduledFor present on a maintenance, as is `scheduledUntil`
record IncidentView(
        String id,
        String name,
        String status,
        Impact impact,
        Instant createdAt,
        Instant updatedAt,
        Instant startedAt,
        Optional<Instant> monitoringAt,
        Optional<Instant> resolvedAt,
        List<UpdateView> updates,
        List<Component> components,
        Optional<Instant> scheduledFor,
        Optional<Instant> scheduledUntil) {
    boolean isMaintenance() {
        return scheduledFor.isPresent();
    }

    boolean isOpen() {
        return switch (status) {
            case "resolved", "postmortem", "completed" -> false;
            default -> true;
        };
    }

    boolean isUnderWay() {
        return status.equals("in_progress") || status.equals("verifying");
    }

    boolean isUpcoming() {
        return status.equals("scheduled");
    }

    /// Where it stands under the page.
    String path() {
        return (isMaintenance() ? "maintenance/" : "incidents/") + id + "/";
    }

    /// When it belongs in the history.
    Instant day() {
        return scheduledFor.orElse(startedAt);
    }
}
