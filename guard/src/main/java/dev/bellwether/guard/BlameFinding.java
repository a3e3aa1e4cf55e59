package dev.bellwether.guard;

import dev.bellwether.statistics.Interval;
import java.time.Instant;
import java.util.Optional;

/// What a release, or a variation, does to the memory of its feature's queries.
///
/// @param feature empty when the queries name none
/// @param flag the flag's key; empty when `side` is a release
/// @param side the release or variation
/// @param baseline what it is compared with
/// @param by which question answered with the most evidence
/// @param ratio of memory, this side over its baseline: 1.4 is 40 % more
/// @param interval of the ratio, 95 %, valid whenever one looks
/// @param evidence natural logarithm of the e-value against "no more than [BlameComparison#MARGIN]
///   times the memory" (negative: evidence for it)
/// @param needed how much evidence accuses, after the correction for all that is watched
/// @param perRow ratio of memory per row read, where rows are known
/// @param form the form of query behind most of the excess, where one is known
/// @param queries of this side so far
/// @param before queries of the baseline so far
/// @param since when this side was first seen
public record BlameFinding(
        String feature,
        String flag,
        String side,
        String baseline,
        By by,
        double ratio,
        Interval interval,
        double evidence,
        double needed,
        Optional<Double> perRow,
        Optional<Form> form,
        long queries,
        long before,
        Instant since) {

    /// Which question.
    public enum By {
        /// Forms of query that both sides send, each compared with itself.
        SAME_QUERIES,
        /// The same, per row read.
        SAME_QUERIES_PER_ROW,
        /// All that the feature asks, whatever its form.
        ALL_QUERIES,
        /// One form of query.
        ONE_FORM
    }

    /// A form of query.
    ///
    /// @param isNew whether the baseline never sent it
    /// @param ratio this side over the baseline; over all of the baseline's queries when it is new
    public record Form(long fingerprint, String text, boolean isNew, double ratio) {}

    /// Whether the evidence accuses this side of needing more memory.
    public boolean isGuilty() {
        return evidence >= needed;
    }
}
