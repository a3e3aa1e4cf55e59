package dev.bellwether.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// The standard normal distribution, and what everybody checks before asking for a quantile.
final class Normal {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private Normal() {}

    static double density(double z) {
        return STANDARD.density(z);
    }

    /// P(Z ≤ z).
    static double below(double z) {
        return STANDARD.cumulativeProbability(z);
    }

    /// P(Z > z), exact far out.
    static double above(double z) {
        return STANDARD.survivalProbability(z);
    }

    static double quantile(double probability) {
        return STANDARD.inverseCumulativeProbability(probability);
    }

    /// The z that is exceeded with this probability.
    static double upperQuantile(double probability) {
        return STANDARD.inverseSurvivalProbability(probability);
    }

    /// The z of a two-sided interval at this level.
    static double twoSided(double alpha) {
        return upperQuantile(level(alpha) / 2);
    }

    /// `alpha`, if it can be an error rate.
    static double level(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "alpha is an error rate between 0 and 1, such as 0.05, not " + alpha + ".");
        }
        return alpha;
    }
}
