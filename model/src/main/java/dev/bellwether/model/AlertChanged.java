package dev.bellwether.model;

import java.util.Optional;

/// An alert after a change, whole.
///
/// @param note what happened in words, such as `step 2 of 3: nobody can be reached, skipped`
/// @param goesOnAs the name of the incident in which its incident goes on, when it is resolved for
///   that and not because it is over
public record AlertChanged(
        Alert alert, What what, Actor actor, String note, Optional<String> goesOnAs)
        implements Fact {
    @SuppressWarnings("NullAway") // an old line of the journal has none
    public AlertChanged {
        goesOnAs = goesOnAs == null ? Optional.empty() : goesOnAs;
    }

    public AlertChanged(Alert alert, What what, Actor actor, String note) {
        this(alert, what, actor, note, Optional.empty());
    }

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
