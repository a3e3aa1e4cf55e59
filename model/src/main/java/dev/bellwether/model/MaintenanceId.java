package dev.bellwether.model;

/// Identifies a [Maintenance].
public record MaintenanceId(String value) implements Id {
    public MaintenanceId {
        Id.check("maintenance", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
