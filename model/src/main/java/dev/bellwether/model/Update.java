package dev.bellwether.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One thing we said about an incident or a maintenance.
///
/// @param status the incident's or maintenance's status at that time, as Statuspage spells it
///   (`investigating`, `in_progress`)
/// @param body Markdown
/// @param at when it is shown to have been said; may be set back by an import
/// @param editedAt when it was last changed after it was published
/// @param affected what the components were said to be at that time
public record Update(
        UpdateId id,
        String status,
        String body,
        Instant createdAt,
        Instant at,
        Optional<Instant> editedAt,
        List<Affected> affected,
        Actor author) {
    public Update {
        affected = List.copyOf(affected);
    }

    /// A service and what it went from and to.
    public record Affected(ServiceId service, String name, Status from, Status to) {}
}
