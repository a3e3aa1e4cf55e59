package dev.bellwether.model;

import java.time.Instant;
import java.util.Optional;

/// What an on-call person must handle. One per incident.
///
/// @param step index of the step last taken, -1 before the first
/// @param loop how often the steps have begun again
/// @param nextStepAt when the next step is due; empty when nothing more will be paged by itself
public record Alert(
        AlertId id,
        OrganizationId organization,
        IncidentId incident,
        PolicyId policy,
        State state,
        String title,
        String summary,
        Instant triggeredAt,
        int step,
        int loop,
        Optional<Instant> nextStepAt,
        Optional<Actor> acknowledgedBy,
        Optional<Instant> acknowledgedAt,
        Optional<Instant> resolvedAt) {
    public enum State {
        TRIGGERED,
        ACKNOWLEDGED,
        RESOLVED
    }

    public boolean isOpen() {
        return state != State.RESOLVED;
    }
}
