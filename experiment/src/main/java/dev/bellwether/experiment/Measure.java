package dev.bellwether.experiment;

/// What a metric measures.
public sealed interface Measure {
    /// The share of visitors with at least one event.
    record Conversion(Goal goal) implements Measure {}

    /// Events per visitor.
    record Count(Goal goal) implements Measure {}

    /// The sum of the events' values per visitor; an event without a value adds nothing.
    record Total(Goal goal) implements Measure {}

    /// One sum over another, over all visitors of a variation.
    record Ratio(Term top, Term bottom) implements Measure {}

    /// The share of visitors with an event on one of the days from `from` (inclusive) until `until`
    /// (exclusive), days of the campaign's time zone counted from the day of the first exposure,
    /// which is day 0.
    record Retention(Goal goal, int from, int until) implements Measure {}

    /// The value that this share of the events' values does not exceed; events, not visitors.
    record Quantile(Goal goal, double level) implements Measure {}

    /// Seconds from a visitor's first event to their last, per visitor; 0 for fewer than two.
    record Duration(Goal goal) implements Measure {}

    /// One side of a ratio.
    ///
    /// @param values whether the events' values are summed, or the events counted
    record Term(Goal goal, boolean values) {}
}
