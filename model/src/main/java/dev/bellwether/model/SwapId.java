package dev.bellwether.model;

/// Identifies a [ShiftSwap].
public record SwapId(String value) implements Id {
    public SwapId {
        Id.check("swap", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
