package dev.bellwether.incident;

import dev.bellwether.model.Impact;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What is needed to open an incident by hand, or (backfilled) to tell of one afterwards.
///
/// @param impact empty takes it from the worst affected service
/// @param body the first update, Markdown, up to 25,000 characters
/// @param published false keeps it as a draft
/// @param backfilled told after the fact: shown, never paged; needs `startedAt` and `resolvedAt`
/// @param startedAt empty means now
/// @param resolvedAt for a backfilled incident only
public record NewIncident(
        String name,
        IncidentStatus status,
        Optional<Impact> impact,
        Map<ServiceId, Status> affected,
        String body,
        boolean published,
        boolean backfilled,
        Optional<Instant> startedAt,
        Optional<Instant> resolvedAt) {
    public NewIncident {
        affected = Map.copyOf(affected);
    }

    /// Under investigation from now on, and shown at once.
    public static NewIncident now(String name, String body, Map<ServiceId, Status> affected) {
        return new NewIncident(
                name,
                IncidentStatus.INVESTIGATING,
                Optional.empty(),
                affected,
                body,
                true,
                false,
                Optional.empty(),
                Optional.empty());
    }
}
