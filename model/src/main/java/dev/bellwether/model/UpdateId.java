package dev.bellwether.model;

/// Identifies an [Update].
public record UpdateId(String value) implements Id {
    public UpdateId {
        Id.check("update", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
