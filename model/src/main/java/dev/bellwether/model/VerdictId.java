package dev.bellwether.model;

/// Identifies a verdict and the evidence stored with it.
public record VerdictId(String value) implements Id {
    public VerdictId {
        Id.check("verdict", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
