package dev.bellwether.incident;

import dev.bellwether.model.Impact;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One more thing to say about an incident.
///
/// @param status empty keeps the incident's
/// @param impact empty keeps the incident's, unless `affected` makes it worse
/// @param affected the services named here change to the state given; the others stay
/// @param body Markdown, up to 25,000 characters
/// @param expected the `updatedAt` the author saw; when it is set and no longer so, the update is
///   refused as a conflict
public record NewUpdate(
        Optional<IncidentStatus> status,
        Optional<Impact> impact,
        Map<ServiceId, Status> affected,
        String body,
        Optional<Instant> expected) {
    public NewUpdate {
        affected = Map.copyOf(affected);
    }

    public static NewUpdate of(IncidentStatus status, String body) {
        return new NewUpdate(
                Optional.of(status), Optional.empty(), Map.of(), body, Optional.empty());
    }
}
