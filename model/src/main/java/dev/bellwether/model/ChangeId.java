package dev.bellwether.model;

/// Identifies a [Change].
public record ChangeId(String value) implements Id {
    public ChangeId {
        Id.check("change", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
