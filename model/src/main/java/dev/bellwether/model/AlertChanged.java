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
        EXHAUSTED
    }
}
