package dev.bellwether.statistics;

/// The Bayesian reading of a difference: a normal prior and a normal likelihood make a normal
/// posterior.
public final class NormalBayes {
    private NormalBayes() {}

    /// What was believed before, in the difference's scale.
    public sealed interface Prior {
        /// Nothing: every effect is as likely as any other.
        record Flat() implements Prior {}

        record Around(double mean, double standardDeviation) implements Prior {
            public Around {
                if (!Double.isFinite(mean) || !(standardDeviation > 0)) {
                    throw new IllegalArgumentException(
                            "A prior has a mean and a standard deviation above 0, not "
                                    + mean
                                    + " and "
                                    + standardDeviation
                                    + ".");
                }
            }
        }
    }

    /// @param chanceToBeat that the treatment is greater than the control
    /// @param lossOfTreatment what one expects to lose by taking the treatment, at least 0
    /// @param lossOfControl what one expects to lose by keeping the control, at least 0
    /// @param interval holds the effect with probability 1 − α
    public record Posterior(
            double mean,
            double standardDeviation,
            double chanceToBeat,
            double lossOfTreatment,
            double lossOfControl,
            Interval interval) {}

    public static Posterior of(Difference difference, Prior prior, double alpha) {
        double z = Normal.twoSided(alpha);
        double error = difference.standardError();
        double mean;
        double deviation;
        switch (prior) {
            case Prior.Flat() -> {
                mean = difference.estimate();
                deviation = error;
            }
            case Prior.Around(double before, double spread) -> {
                double weight = spread * spread / (spread * spread + error * error);
                mean = weight * difference.estimate() + (1 - weight) * before;
                deviation = error * Math.sqrt(weight);
            }
        }
        double away = mean / deviation;
        return new Posterior(
                mean,
                deviation,
                Normal.below(away),
                deviation * excess(-away),
                deviation * excess(away),
                Interval.around(mean, z * deviation));
    }

    /// E[max(Z + a, 0)] of a standard normal Z; far below zero the difference of two tiny numbers,
    /// so by the continued fraction of Mills' ratio there.
    private static double excess(double a) {
        if (a > -6) {
            return Normal.density(a) + a * Normal.below(a);
        }
        double x = -a;
        double fraction = x;
        for (int k = 60; k >= 2; k--) {
            fraction = x + k / fraction;
        }
        // Φ(−x) = φ(x) / (x + 1/fraction), so φ − xΦ(−x) = Φ(−x) / fraction.
        return Normal.above(x) / fraction;
    }
}
