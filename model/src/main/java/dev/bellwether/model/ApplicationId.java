package dev.bellwether.model;

/// Identifies an application: a named group of services.
public record ApplicationId(String value) implements Id {
    public ApplicationId {
        Id.check("application", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
