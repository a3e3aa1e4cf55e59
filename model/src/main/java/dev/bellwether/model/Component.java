package dev.bellwether.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// A service as a status page shows it.
///
/// @param showUptime whether its 90 days are drawn
/// @param startDate the first day that counts for its uptime
/// @param target the uptime it is held to each month, in percent, such as 99.9
public record Component(
        ComponentId id,
        ServiceId service,
        String name,
        String description,
        Optional<ComponentId> group,
        boolean showUptime,
        boolean onlyShowIfDegraded,
        Optional<LocalDate> startDate,
        Optional<Double> target,
        Instant createdAt) {
    @SuppressWarnings("NullAway") // an old line of the journal has no target
    public Component {
        target = target == null ? Optional.empty() : target;
    }

    /// A component held to no target.
    public Component(
            ComponentId id,
            ServiceId service,
            String name,
            String description,
            Optional<ComponentId> group,
            boolean showUptime,
            boolean onlyShowIfDegraded,
            Optional<LocalDate> startDate,
            Instant createdAt) {
        this(
                id,
                service,
                name,
                description,
                group,
                showUptime,
                onlyShowIfDegraded,
                startDate,
                Optional.empty(),
                createdAt);
    }
}
