package dev.bellwether.incident;

import java.time.Instant;

/// One line of the private timeline, in words.
///
/// @param seq the journal line it comes from
/// @param who the name of the person, or what automation acted for
/// @param text plain text; may name internal things, never shown to the public
public record TimelineEntry(long seq, Instant at, Kind kind, String who, String text) {
    public enum Kind {
        /// What was said to people.
        PUBLIC,
        /// A signal or evidence, or what automation would have done.
        NOTE,
        /// What became of the alert.
        ALERT,
        /// Somebody was to be told.
        PAGE,
        /// What became of a delivery.
        RECEIPT,
        /// Somebody changed something that is not an update.
        CHANGE,
        /// Something that we did before it began, such as a deploy; its `seq` is 0.
        MADE
    }
}
