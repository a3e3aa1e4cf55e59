package dev.bellwether.model;

/// Identifies a [ScheduleOverride].
public record OverrideId(String value) implements Id {
    public OverrideId {
        Id.check("override", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
