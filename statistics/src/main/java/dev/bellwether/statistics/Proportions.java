package dev.bellwether.statistics;

import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/// Tests and intervals for shares of visitors: `ones` of `visitors` in each variation, on the
/// absolute scale. For lifts see [RiskRatio].
public final class Proportions {
    private Proportions() {}

    /// How many visitors, and how many of them did it.
    public record Count(long visitors, long ones) {
        public double share() {
            return (double) ones / visitors;
        }

        private double variance() {
            return share() * (1 - share()) / visitors;
        }
    }

    /// The z test whose error is that of one common share, with Wald's interval.
    public static Answer<Finding> pooled(Count control, Count treatment, double alpha, Side side) {
        return check(control, treatment)
                .then(_ -> {
                    double all = (double) control.visitors + treatment.visitors;
                    double p = (control.ones + treatment.ones) / all;
                    double error =
                            Math.sqrt(
                                    p
                                            * (1 - p)
                                            * (1.0 / control.visitors + 1.0 / treatment.visitors));
                    return z(control, treatment, error, alpha, side);
                });
    }

    /// The z test whose error is that of two shares, with the interval that belongs to it (Wald's).
    public static Answer<Finding> unpooled(
            Count control, Count treatment, double alpha, Side side) {
        return check(control, treatment)
                .then(_ ->
                        z(
                                control,
                                treatment,
                                Math.sqrt(control.variance() + treatment.variance()),
                                alpha,
                                side));
    }

    /// Wilson's interval (1927) for one share: never outside 0 to 1, good for few visitors.
    public static Answer<Interval> wilson(Count count, double alpha) {
        return check(count, count).map(_ -> wilsonInterval(count, alpha));
    }

    /// Newcombe's interval (1998, method 10) for a difference, made of two of Wilson's.
    public static Answer<Interval> newcombe(Count control, Count treatment, double alpha) {
        return check(control, treatment)
                .map(_ -> {
                    Interval c = wilsonInterval(control, alpha);
                    Interval t = wilsonInterval(treatment, alpha);
                    double pc = control.share();
                    double pt = treatment.share();
                    return new Interval(
                            pt - pc - Math.hypot(pt - t.low(), c.high() - pc),
                            pt - pc + Math.hypot(t.high() - pt, pc - c.low()));
                });
    }

    /// Agresti and Caffo's interval (2000): Wald's after one success and one failure more in each
    /// variation.
    public static Answer<Interval> agrestiCaffo(Count control, Count treatment, double alpha) {
        return check(control, treatment)
                .map(_ -> {
                    var c = new Count(control.visitors + 2, control.ones + 1);
                    var t = new Count(treatment.visitors + 2, treatment.ones + 1);
                    return Interval.around(
                            t.share() - c.share(),
                            Normal.twoSided(alpha) * Math.sqrt(c.variance() + t.variance()));
                });
    }

    /// Fisher's exact test (1935), two-sided: the probability of all tables with the same margins
    /// that are no likelier than this one.
    public static Answer<Double> fisher(Count control, Count treatment) {
        return check(control, treatment)
                .then(_ -> {
                    long all = control.visitors + treatment.visitors;
                    if (all > Integer.MAX_VALUE) {
                        return Answer.cannotSay(
                                Because.NOT_FINITE,
                                "Fisher's test is for fewer than 2³¹ visitors; use the z test.");
                    }
                    return Answer.said(
                            fisher(
                                    HypergeometricDistribution.of(
                                            (int) all,
                                            (int) (control.ones + treatment.ones),
                                            (int) control.visitors),
                                    (int) control.ones));
                });
    }

    private static double fisher(HypergeometricDistribution tables, int seen) {
        double likely = tables.probability(seen) * (1 + 1e-7);
        double total = 0;
        for (int x = tables.getSupportLowerBound(); x <= tables.getSupportUpperBound(); x++) {
            double probability = tables.probability(x);
            total += probability <= likely ? probability : 0;
        }
        return Math.min(1, total);
    }

    private static Interval wilsonInterval(Count count, double alpha) {
        double z = Normal.twoSided(alpha);
        double n = count.visitors;
        double p = count.share();
        double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        return new Interval(
                count.ones == 0 ? 0 : Math.max(0, centre - half),
                count.ones == count.visitors ? 1 : Math.min(1, centre + half));
    }

    private static Answer<Finding> z(
            Count control, Count treatment, double error, double alpha, Side side) {
        if (error == 0) {
            return Answer.cannotSay(
                    Because.NO_VARIANCE,
                    "In both variations all visitors did the same; Newcombe's interval can still be"
                            + " said.");
        }
        double freedom = (double) control.visitors + treatment.visitors;
        double gain = treatment.share() - control.share();
        double wald = Math.sqrt(control.variance() + treatment.variance());
        Finding test =
                FixedHorizon.z(
                        new Difference(Scale.ABSOLUTE, gain, error, freedom, (long) freedom),
                        alpha,
                        side);
        return wald == error || wald == 0
                ? Answer.said(test)
                : Answer.said(
                        new Finding(
                                gain,
                                test.statistic(),
                                test.pValue(),
                                FixedHorizon.z(
                                                new Difference(
                                                        Scale.ABSOLUTE,
                                                        gain,
                                                        wald,
                                                        freedom,
                                                        (long) freedom),
                                                alpha,
                                                side)
                                        .interval()));
    }

    static Answer<Boolean> check(Count control, Count treatment) {
        for (Count count : new Count[] {control, treatment}) {
            if (count.visitors == 0) {
                return Answer.cannotSay(Because.NO_VISITORS, "No visitor was exposed.");
            }
            if (count.visitors < 0 || count.ones < 0 || count.ones > count.visitors) {
                return Answer.cannotSay(
                        Because.IMPOSSIBLE,
                        count.ones + " of " + count.visitors + " visitors cannot be.");
            }
        }
        return Answer.said(true);
    }
}
