package dev.bellwether.model;

/// Identifies a [StatusPage].
public record PageId(String value) implements Id {
    public PageId {
        Id.check("page", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
