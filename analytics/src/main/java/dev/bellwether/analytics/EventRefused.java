package dev.bellwether.analytics;

/// A row of a batch that was not kept.
///
/// @param index of the row in its batch, from 0
/// @param cause for counting
/// @param reason names the field, the value and what is allowed
public record EventRefused(int index, Cause cause, String reason) {
    /// Why rows are refused.
    public enum Cause {
        /// It is not an event: no JSON, no object, a field missing, unknown or of the wrong type.
        MALFORMED,
        /// It happened later than [EventRules#AHEAD] from now.
        FUTURE,
        /// It happened before the site's retention.
        TOO_OLD,
        /// A text or its properties are too long.
        TOO_LARGE,
        /// Not a row but a whole batch: its key is of no site, or its token may not.
        UNKNOWN_SITE
    }
}
