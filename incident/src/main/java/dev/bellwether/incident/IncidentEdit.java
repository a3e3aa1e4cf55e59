package dev.bellwether.incident;

import dev.bellwether.model.Impact;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A change to an incident without a new update. What is empty stays.
///
/// @param affected when set, all of the affected services, those left out included
/// @param expected the `updatedAt` the author saw, see [NewUpdate]
public record IncidentEdit(
        Optional<String> name,
        Optional<Impact> impact,
        Optional<Map<ServiceId, Status>> affected,
        Optional<Instant> expected) {
    public IncidentEdit {
        affected = affected.map(Map::copyOf);
    }
}
