package dev.bellwether.analytics;

import java.util.List;

/// What was read from a body: the rows that are kept, and the others with reasons, both in the
/// order in which they came.
public record EventBatch(List<Event> events, List<EventRefused> refused) {
    public EventBatch {
        events = List.copyOf(events);
        refused = List.copyOf(refused);
    }
}
