package dev.bellwether.model;

/// Identifies a [Service].
public record ServiceId(String value) implements Id {
    public ServiceId {
        Id.check("service", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
