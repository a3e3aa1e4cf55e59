package dev.bellwether.model;

/// An alarm of the guard was raised, says more, or is over.
///
/// @param incident that tells of it; made with it, so that whoever reads of the one knows the other
public record GuardSignal(GuardAlarm alarm, IncidentId incident, What what, Actor actor)
        implements Signal {
    public enum What {
        RAISED,
        CHANGED,
        ENDED
    }
}
