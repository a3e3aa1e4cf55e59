package dev.bellwether.analytics;

import dev.bellwether.model.SiteId;
import java.time.Instant;
import java.util.List;

/// What stands in the event log: one entry a frame, applied in its order.
sealed interface LogEntry {
    SiteId site();

    /// @param arrived when the batch was taken
    record Arrived(SiteId site, Instant arrived, List<Event> events) implements LogEntry {}

    /// All that the visitor did until here is to be deleted.
    record Forget(SiteId site, String visitor) implements LogEntry {}
}
