package dev.bellwether.model;

/// Identifies a series of maintenance.
public record SeriesId(String value) implements Id {
    public SeriesId {
        Id.check("series", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
