package dev.bellwether.incident;

import dev.bellwether.model.IncidentId;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.Optional;

/// What automation does about a service.
sealed interface ServiceEffect {
    /// @param cause what the worst check says, for the words
    record Open(IncidentId incident, Status worst, Instant since, String cause)
            implements ServiceEffect {}

    record Reopen(IncidentId incident, Status worst) implements ServiceEffect {}

    /// @param status what the service is said to be from now on
    record Say(IncidentId incident, Saying what, Status status) implements ServiceEffect {}

    /// @param wellAt when it was well again
    record Resolve(IncidentId incident, Instant wellAt) implements ServiceEffect {}

    /// No check is left that could tell when it is over.
    record LeaveToPerson(IncidentId incident) implements ServiceEffect {}

    /// Listed under its cause, in the incident that tells of it.
    ///
    /// @param from the incident it had of its own or was listed in before
    record Under(
            IncidentId incident,
            Blame blame,
            Status worst,
            Instant since,
            Optional<IncidentId> from)
            implements ServiceEffect {}

    /// The cause of the incident is found.
    record NameCause(IncidentId incident, Blame blame) implements ServiceEffect {}

    /// Not listed under its cause any more.
    ///
    /// @param opens what it opens of its own; empty when there is nothing to tell
    record Leave(IncidentId from, Optional<Open> opens) implements ServiceEffect {}

    /// On the private timeline.
    record Note(IncidentId incident, String text) implements ServiceEffect {}

    /// On the timeline of the maintenance that is under way.
    record NoteMaintenance(String text) implements ServiceEffect {}

    enum Saying {
        WORSE,
        /// Less bad, not well.
        BETTER,
        /// Well or on its way, and under observation.
        MONITORING,
        /// Well, while others of the same incident are not.
        WELL,
        /// Bad again, after MONITORING.
        AGAIN
    }
}
