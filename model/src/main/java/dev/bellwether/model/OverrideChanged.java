package dev.bellwether.model;

/// An override after a change, whole.
public record OverrideChanged(ScheduleOverride override, What what, Actor actor) implements Fact {
    public enum What {
        MADE,
        /// Its end was set to the time at which somebody ended it.
        ENDED,
        /// It never came to be.
        REMOVED
    }
}
