package dev.bellwether.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/// The tests of the textbook: right if they are read once, at the end that was planned. Read daily,
/// they cry wolf; [AlwaysValid] and [GroupSequential] do not.
public final class FixedHorizon {
    private FixedHorizon() {}

    /// Welch's t (1947).
    public static Finding welch(Difference difference, double alpha, Side side) {
        return test(difference, 0, alpha, side, new Student(difference.degreesOfFreedom()));
    }

    /// The same with the normal distribution, for large samples.
    public static Finding z(Difference difference, double alpha, Side side) {
        return test(difference, 0, alpha, side, new Gauss());
    }

    /// Non-inferiority, for guardrails: is the treatment worse by less than `margin` (≥ 0, in the
    /// difference's scale)? A small p-value says so. `GREATER` if more is better, `LESS` if less
    /// is.
    public static Finding notWorse(
            Difference difference, double margin, double alpha, Side better) {
        if (better == Side.TWO_SIDED || !(margin >= 0)) {
            throw new IllegalArgumentException(
                    "Non-inferiority is one-sided with a margin of at least 0, not "
                            + better
                            + ", "
                            + margin
                            + ".");
        }
        double against = better == Side.GREATER ? -margin : margin;
        return test(difference, against, alpha, better, new Student(difference.degreesOfFreedom()));
    }

    private static Finding test(
            Difference difference, double against, double alpha, Side side, Tail tail) {
        Normal.level(alpha);
        double estimate = difference.estimate();
        double error = difference.standardError();
        double t = (estimate - against) / error;
        return switch (side) {
            case TWO_SIDED ->
                    new Finding(
                            estimate,
                            t,
                            Math.min(1, 2 * tail.above(Math.abs(t))),
                            Interval.around(estimate, tail.exceededBy(alpha / 2) * error));
            case GREATER ->
                    new Finding(
                            estimate,
                            t,
                            tail.above(t),
                            new Interval(
                                    estimate - tail.exceededBy(alpha) * error,
                                    Double.POSITIVE_INFINITY));
            case LESS ->
                    new Finding(
                            estimate,
                            t,
                            tail.above(-t),
                            new Interval(
                                    Double.NEGATIVE_INFINITY,
                                    estimate + tail.exceededBy(alpha) * error));
        };
    }

    /// The upper tail of a distribution that is symmetric about 0.
    private sealed interface Tail {
        double above(double t);

        /// The t that is exceeded with this probability.
        double exceededBy(double probability);
    }

    private record Gauss() implements Tail {
        @Override
        public double above(double z) {
            return Normal.above(z);
        }

        @Override
        public double exceededBy(double probability) {
            return Normal.upperQuantile(probability);
        }
    }

    private record Student(TDistribution distribution) implements Tail {
        Student(double degreesOfFreedom) {
            this(TDistribution.of(degreesOfFreedom));
        }

        @Override
        public double above(double t) {
            return distribution.survivalProbability(t);
        }

        @Override
        public double exceededBy(double probability) {
            return distribution.inverseSurvivalProbability(probability);
        }
    }
}
