package dev.bellwether.experiment;

import java.util.List;

/// An outcome, and what each rule said on the way to it.
///
/// @param steps the rules that were asked, in their order; none when the flag is not on
public record Explanation(Outcome outcome, List<Step> steps) {
    public Explanation {
        steps = List.copyOf(steps);
    }

    public record Step(String rule, Said said) {}

    /// What a rule said of a visitor.
    public enum Said {
        /// The visitor is its.
        TAKEN,
        /// It is before or after the rule's window.
        NOT_NOW,
        /// The condition does not hold.
        NO_MATCH,
        /// The visitor has no key to assign by.
        NO_KEY,
        /// The exclusion group gives the visitor to another campaign, or to none.
        EXCLUDED,
        /// The visitor is beyond coverage.
        NOT_COVERED,
        /// A holdout keeps the visitor out.
        HELD_OUT
    }
}
