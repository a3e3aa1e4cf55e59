package dev.bellwether.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// A service as a status page shows it.
///
/// @param showUptime whether its 90 days are drawn
/// @param startDate the first day that counts for its uptime
public record Component(
        ComponentId id,
        ServiceId service,
        String name,
        String description,
        Optional<ComponentId> group,
        boolean showUptime,
        boolean onlyShowIfDegraded,
        Optional<LocalDate> startDate,
        Instant createdAt) {}
