package dev.bellwether.model;

/// Identifies a [Component] or a [ComponentGroup].
public record ComponentId(String value) implements Id {
    public ComponentId {
        Id.check("component", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
