package dev.bellwether.model;

/// Identifies a [CalendarFeed].
public record FeedId(String value) implements Id {
    public FeedId {
        Id.check("calendar feed", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
