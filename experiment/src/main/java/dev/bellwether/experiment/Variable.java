package dev.bellwether.experiment;

import java.time.Duration;
import java.util.Optional;

/// What one visitor has of something: the atom of which metrics are made. Metrics that need the
/// same one share it.
record Variable(Goal goal, Fold fold, Span span) {
    /// From the visitor's events to a number.
    enum Fold {
        /// 1 when there is an event, otherwise 0.
        ANY,
        COUNT,
        /// Of the values; none is 0.
        TOTAL,
        /// From the first event to the last.
        SECONDS
    }

    /// Which of the visitor's events count, by the time of the first exposure.
    sealed interface Span {
        /// From the exposure until the window closes; without one, until the campaign ends.
        record After(Optional<Duration> window) implements Span {}

        /// Before the exposure, not longer ago than this.
        record Before(Duration how) implements Span {}

        /// On one of these days after the day of exposure.
        record Days(int from, int until) implements Span {}
    }
}
