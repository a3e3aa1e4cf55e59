package dev.bellwether.model;

/// An alert after a change, whole.
///
/// @param note what happened in words, such as `step 2 of 3: nobody can be reached, skipped`
public record AlertChanged(Alert alert, What what, Actor actor, String note) implements Fact {
    public enum What {
        TRIGGERED,
        STEP_TAKEN,
        STEP_SKIPPED,
        ACKNOWLEDGED,
        RESOLVED,
        EXHAUSTED,
        /// Put off: it triggers again by itself.
        SNOOZED,
        /// Somebody wanted the next step at once.
        ESCALATED,
        /// Somebody else is paged from now on.
        ASSIGNED,
        /// Its priority or urgency is another.
        RANKED,
        /// Another alert pages for it.
        MERGED
    }
}
