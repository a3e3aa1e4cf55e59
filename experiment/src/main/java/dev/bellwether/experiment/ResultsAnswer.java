package dev.bellwether.experiment;

/// What a campaign's results are, or why there are none.
public sealed interface ResultsAnswer {
    record Told(CampaignSums sums) implements ResultsAnswer {}

    /// @param why a sentence for people
    record CannotSay(Cause cause, String why) implements ResultsAnswer {}

    /// For programs.
    enum Cause {
        /// The store of events cannot be read now, and nothing is known from before.
        EVENTS_UNAVAILABLE,
        /// A slice has more values than are told apart, and the filter names one that is not.
        TOO_MANY_VALUES
    }
}
