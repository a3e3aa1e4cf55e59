package dev.bellwether.model;

/// Identifies a [Layer] within its schedule; it stays the same when the layer is changed.
public record LayerId(String value) implements Id {
    public LayerId {
        Id.check("layer", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
