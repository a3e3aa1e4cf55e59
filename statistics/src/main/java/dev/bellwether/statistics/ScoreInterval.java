package dev.bellwether.statistics;

import dev.bellwether.statistics.Proportions.Count;
import java.util.function.DoubleUnaryOperator;

/// Intervals for two shares by inverting the score test of Miettinen and Nurminen (Statistics in
/// Medicine 1985): the differences, or ratios, that the data do not refute when the error is
/// estimated as if they were true. They hold their level with few conversions, and stay within what
/// can be. With them the plain interval of the logarithm of the ratio (Katz et al. 1978).
///
/// Both scores fall as the tried value rises, so each end is found by halving.
public final class ScoreInterval {
    private static final int HALVINGS = 200;

    private ScoreInterval() {}

    /// For treatment − control.
    public static Answer<Interval> difference(Count control, Count treatment, double alpha) {
        double z = Normal.twoSided(alpha);
        return Proportions.check(control, treatment)
                .map(_ -> {
                    double gain = treatment.share() - control.share();
                    DoubleUnaryOperator score = d -> differenceScore(control, treatment, d);
                    return new Interval(root(score, z, -1, gain), root(score, -z, gain, 1));
                });
    }

    /// For treatment / control; the control must have conversions, and so must the treatment.
    public static Answer<Interval> ratio(Count control, Count treatment, double alpha) {
        double z = Normal.twoSided(alpha);
        return someInBoth(control, treatment)
                .map(_ -> {
                    double ratio = Math.log(treatment.share() / control.share());
                    DoubleUnaryOperator score =
                            log -> ratioScore(control, treatment, Math.exp(log));
                    return new Interval(
                            Math.exp(root(score, z, ratio - 50, ratio)),
                            Math.exp(root(score, -z, ratio, ratio + 50)));
                });
    }

    /// For treatment / control, symmetric in the logarithm.
    public static Answer<Interval> logRatio(Count control, Count treatment, double alpha) {
        double z = Normal.twoSided(alpha);
        return someInBoth(control, treatment)
                .map(_ -> {
                    double ratio = treatment.share() / control.share();
                    double half =
                            z
                                    * Math.sqrt(
                                            (1 - control.share()) / control.ones()
                                                    + (1 - treatment.share()) / treatment.ones());
                    return new Interval(ratio * Math.exp(-half), ratio * Math.exp(half));
                });
    }

    private static Answer<Boolean> someInBoth(Count control, Count treatment) {
        return Proportions.check(control, treatment)
                .then(_ ->
                        control.ones() == 0 || treatment.ones() == 0
                                ? Answer.cannotSay(
                                        Because.ZERO_DENOMINATOR,
                                        "A ratio of shares needs conversions in both variations.")
                                : Answer.said(true));
    }

    /// The score for a difference d: the likeliest shares that differ by d solve a cubic, here by
    /// Viète's cosines.
    private static double differenceScore(Count control, Count treatment, double d) {
        double n0 = control.visitors();
        double n1 = treatment.visitors();
        double n = n0 + n1;
        double x0 = control.ones();
        double x = x0 + treatment.ones();
        double a = n;
        double b = (n1 + 2 * n0) * d - n - x;
        double c = (n0 * d - n - 2 * x0) * d + x;
        double e = x0 * d * (1 - d);
        double third = b / (3 * a);
        double q = third * third * third - b * c / (6 * a * a) + e / (2 * a);
        double radius = Math.sqrt(Math.max(0, third * third - c / (3 * a)));
        double p = q > 0 ? radius : -radius;
        double cosine = p == 0 ? 1 : Math.clamp(q / (p * p * p), -1, 1);
        double p0 = clamp(2 * p * Math.cos((Math.PI + Math.acos(cosine)) / 3) - third);
        double p1 = clamp(p0 + d);
        double variance = (p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0) * n / (n - 1);
        return score(treatment.share() - control.share() - d, variance);
    }

    /// The score for a ratio r: the likeliest shares solve a quadratic.
    private static double ratioScore(Count control, Count treatment, double r) {
        double n0 = control.visitors();
        double n1 = treatment.visitors();
        double n = n0 + n1;
        double x = control.ones() + (double) treatment.ones();
        double a = n * r;
        double b = -(n1 * r + treatment.ones() + n0 + control.ones() * r);
        double p0 = clamp(2 * x / (-b + Math.sqrt(Math.max(0, b * b - 4 * a * x))));
        double p1 = clamp(p0 * r);
        double variance = (p1 * (1 - p1) / n1 + r * r * p0 * (1 - p0) / n0) * n / (n - 1);
        return score(treatment.share() - control.share() * r, variance);
    }

    private static double score(double distance, double variance) {
        if (variance > 0) {
            return distance / Math.sqrt(variance);
        }
        return distance == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, distance);
    }

    private static double root(
            DoubleUnaryOperator falling, double target, double low, double high) {
        double from = low;
        double to = high;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (from + to) / 2;
            if (falling.applyAsDouble(middle) > target) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return (from + to) / 2;
    }

    private static double clamp(double share) {
        return Math.clamp(share, 0, 1);
    }
}
