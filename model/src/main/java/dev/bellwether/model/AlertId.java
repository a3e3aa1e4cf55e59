package dev.bellwether.model;

/// Identifies an [Alert].
public record AlertId(String value) implements Id {
    public AlertId {
        Id.check("alert", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
