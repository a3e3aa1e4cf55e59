package dev.bellwether.model;

/// A provider's slug in the catalogue, such as `github`.
public record ProviderId(String value) implements Id {
    public ProviderId {
        Id.check("provider", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
