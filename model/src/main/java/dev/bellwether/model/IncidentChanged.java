package dev.bellwether.model;

/// An incident after a change, whole, so that a reader needs nothing else.
public record IncidentChanged(Incident incident, What what, Actor actor) implements Fact {
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
