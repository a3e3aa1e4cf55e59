package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import java.time.Instant;
import java.util.Optional;

/// A process elsewhere that probes for us.
///
/// @param organization whose checks it probes; empty for those of all
/// @param name stands in evidence and in the `places` of checks
/// @param region where it is, in people's words; may be empty
/// @param latitude degrees north, -90 to 90
/// @param longitude degrees east, -180 to 180
public record Place(
        String id,
        Optional<OrganizationId> organization,
        String name,
        String region,
        Optional<Double> latitude,
        Optional<Double> longitude,
        Instant createdAt) {
    boolean serves(OrganizationId other) {
        return organization.isEmpty() || organization.get().equals(other);
    }
}
