package dev.bellwether.model;

/// Identifies a [Schedule].
public record ScheduleId(String value) implements Id {
    public ScheduleId {
        Id.check("schedule", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
