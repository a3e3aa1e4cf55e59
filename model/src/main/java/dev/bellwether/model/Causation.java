package dev.bellwether.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whose trouble an incident is, and which services it has taken with it.
///
/// @param cause the service whose trouble is the cause
/// @param causeName as it was called then
/// @param since when the trouble of the cause began
/// @param children in the order in which they came
public record Causation(
        IncidentId incident,
        OrganizationId organization,
        ServiceId cause,
        String causeName,
        Instant since,
        List<Child> children) {
    public Causation {
        children = List.copyOf(children);
    }

    /// A service that failed because of the cause.
    ///
    /// @param since when its trouble began
    /// @param from the incident it had of its own before the cause was found
    /// @param standsAlone set when it was still down after the cause had recovered: its own
    ///   incident from then on
    public record Child(
            ServiceId service,
            String name,
            Instant since,
            Optional<IncidentId> from,
            Optional<IncidentId> standsAlone) {}
}
