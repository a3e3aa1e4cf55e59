package dev.bellwether.model;

/// A maintenance after a change, whole.
public record MaintenanceChanged(Maintenance maintenance, What what, Actor actor) implements Fact {
    public enum What {
        SCHEDULED,
        UPDATED,
        STARTED,
        COMPLETED,
        DELETED
    }
}
