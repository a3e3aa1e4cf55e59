package dev.bellwether.model;

import java.util.Optional;

/// An incident after a change, whole, so that a reader needs nothing else.
///
/// @param goesOnAs the name of the incident in which it goes on, when it ended only because it was
///   found to be part of that one
public record IncidentChanged(Incident incident, What what, Actor actor, Optional<String> goesOnAs)
        implements Fact {
    @SuppressWarnings("NullAway") // an old line of the journal has none
    public IncidentChanged {
        goesOnAs = goesOnAs == null ? Optional.empty() : goesOnAs;
    }

    public IncidentChanged(Incident incident, What what, Actor actor) {
        this(incident, what, actor, Optional.empty());
    }

    public enum What {
        OPENED,
        UPDATED,
        EDITED,
        RESOLVED,
        REOPENED,
        PUBLISHED,
        WHEEL_TAKEN,
        WHEEL_RETURNED,
        POSTMORTEM_PUBLISHED,
        DELETED
    }
}
