package dev.bellwether.model;

/// Identifies an [EscalationPolicy].
public record PolicyId(String value) implements Id {
    public PolicyId {
        Id.check("policy", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
