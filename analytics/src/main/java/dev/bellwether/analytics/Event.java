package dev.bellwether.analytics;

import java.time.Instant;

/// What a visitor of a site did or was shown.
///
/// @param id of the sender's making, 1 to 128 characters: an event with the id of an earlier one of
///   its site changes nothing
/// @param visitor the site's name for the visitor, 1 to 256 characters
/// @param at when it happened, in microseconds
/// @param name of the goal (`order`), or of the campaign that was shown; 1 to 256 characters
/// @param variation that was shown, 1 to 128 characters; empty for a goal
/// @param value what a goal was worth, finite; NaN when it has no value
/// @param properties a JSON object as it was sent, at most 16 KiB; empty when there is none
public record Event(
        String id,
        String visitor,
        Instant at,
        Kind kind,
        String name,
        String variation,
        double value,
        String properties) {

    /// What happened. The order is that of the numbers in the tables: it never changes.
    public enum Kind {
        /// A variation of a campaign was shown.
        EXPOSURE,
        /// Something the site counts.
        GOAL
    }

    @Override
    public String toString() {
        return kind + " " + name + " of " + visitor + " at " + at + " (" + id + ")";
    }
}
