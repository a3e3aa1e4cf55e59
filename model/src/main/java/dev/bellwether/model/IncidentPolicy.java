package dev.bellwether.model;

import java.time.Duration;

/// How signals of a service become an incident.
///
/// @param publish whether the page says it at once, waits for a person, or stays silent
/// @param openOnDegraded whether DEGRADED opens an incident too, not only an outage
/// @param openAfter how long the trouble must last first; zero opens at once
/// @param resolveAfter how long all must be well again before automation resolves; zero resolves at
///   once
/// @param pageOnDegraded whether DEGRADED pages a person too
public record IncidentPolicy(
        Publish publish,
        boolean openOnDegraded,
        Duration openAfter,
        Duration resolveAfter,
        boolean pageOnDegraded) {
    /// Publish at once, degradation too, page for outages only, no delay, resolved as soon as the
    /// checks say UP (they have waited already).
    public static final IncidentPolicy DEFAULT =
            new IncidentPolicy(Publish.AT_ONCE, true, Duration.ZERO, Duration.ZERO, false);

    public enum Publish {
        AT_ONCE,
        AS_DRAFT,
        NEVER
    }
}
