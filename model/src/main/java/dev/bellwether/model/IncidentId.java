package dev.bellwether.model;

/// Identifies an [Incident].
public record IncidentId(String value) implements Id {
    public IncidentId {
        Id.check("incident", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
