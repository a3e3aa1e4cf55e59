package dev.bellwether.statuspage;

import dev.bellwether.model.Component;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An update without what is private about it.
///
/// @param affected only what stands on the page
record UpdateView(
        String id,
        String status,
        String body,
        Instant createdAt,
        Instant updatedAt,
        Instant at,
        Optional<Instant> editedAt,
        List<Affected> affected) {
    /// A component and what it went from and to.
    record Affected(Component component, Status from, Status to) {}
}
