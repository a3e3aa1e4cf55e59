package dev.bellwether.model;

/// Identifies a [Check].
public record CheckId(String value) implements Id {
    public CheckId {
        Id.check("check", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
