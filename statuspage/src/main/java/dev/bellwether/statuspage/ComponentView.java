package dev.bellwether.statuspage;

import dev.bellwether.model.Component;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A component as its page shows it.
///
/// @param position from 1, groups counted
/// @param awaited UNKNOWN, because nothing could ever be told of it: nothing that was known is lost
/// @param days oldest first; empty when uptime is not shown
record ComponentView(
        Component component,
        int position,
        Status status,
        boolean awaited,
        Instant updatedAt,
        List<Evidence> evidence,
        List<Day> days,
        Optional<Uptime> uptime) {
    /// The key of the words that say how it stands.
    String says() {
        return awaited ? "no.data" : "status." + status.name();
    }

    /// One that is shown only while degraded is hidden while it is up or cannot be told.
    boolean isVisible() {
        return !component.onlyShowIfDegraded()
                || (status != Status.OPERATIONAL && status != Status.UNKNOWN);
    }
}
