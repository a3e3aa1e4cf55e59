package dev.bellwether.model;

/// Identifies a site: a shop, an app, whatever has visitors of its own.
public record SiteId(String value) implements Id {
    public SiteId {
        Id.check("site", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
