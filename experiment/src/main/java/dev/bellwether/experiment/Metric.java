package dev.bellwether.experiment;

import dev.bellwether.statistics.Family;
import dev.bellwether.statistics.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A question about what visitors did, as data.
///
/// @param key unique within the campaign; letters, digits, `.`, `_`, `:`, `/` and `-`
/// @param name as sentences say it: `orders per visitor`
/// @param window how long after the first exposure events count, to the microsecond; empty: until
///   the campaign ends. Not for [Measure.Retention], which has its days
/// @param cap what one visitor's value is cut off at; both are reported, raw and capped
/// @param covariates for CUPED, in order
/// @param better which way is an improvement; [Side#GREATER] or [Side#LESS]
/// @param margin of a guardrail: by what share of the control it may be worse, at least 0
public record Metric(
        String key,
        String name,
        Measure measure,
        Optional<Duration> window,
        Optional<Cap> cap,
        List<Covariate> covariates,
        Family.Role role,
        Side better,
        double margin) {
    /// What is usual before exposure.
    public static final Duration BEFORE = Duration.ofDays(14);

    public Metric {
        covariates = List.copyOf(covariates);
    }

    /// More is better, until the campaign ends, with nothing cut off and no covariate.
    public static Metric of(String key, String name, Measure measure, Family.Role role) {
        return new Metric(
                key,
                name,
                measure,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                role,
                Side.GREATER,
                0);
    }

    public Metric within(Duration duration) {
        return new Metric(
                key, name, measure, Optional.of(duration), cap, covariates, role, better, margin);
    }

    public Metric cappedAt(Cap at) {
        return new Metric(
                key, name, measure, window, Optional.of(at), covariates, role, better, margin);
    }

    Metric uncapped() {
        return new Metric(
                key, name, measure, window, Optional.empty(), covariates, role, better, margin);
    }

    public Metric adjustedBy(Covariate... by) {
        return new Metric(key, name, measure, window, cap, List.of(by), role, better, margin);
    }

    public Metric worseByAtMost(Side direction, double share) {
        return new Metric(key, name, measure, window, cap, covariates, role, direction, share);
    }

    public Metric as(Family.Role other) {
        return new Metric(key, name, measure, window, cap, covariates, other, better, margin);
    }

    /// Winsorising: what is above is taken as this much.
    public sealed interface Cap {
        /// @param value more than 0
        record At(double value) implements Cap {}

        /// The least value that at least this share of the visitors who count do not exceed, all
        /// variations together.
        ///
        /// @param share between 0 and 1, such as 0.999
        record Percentile(double share) implements Cap {}
    }

    /// What the visitor did before the first exposure.
    ///
    /// @param measure empty: the same as the metric's
    /// @param before events count from the first exposure less this, until the first exposure
    public record Covariate(Optional<Measure> measure, Duration before) {
        /// The same metric in the fourteen days before.
        public static final Covariate SAME = new Covariate(Optional.empty(), BEFORE);
    }
}
