package dev.bellwether.statistics;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.TDistribution;

/// Planning: how many visitors a campaign needs, what it could find with those it has, how many
/// days are left. Two variations of one size, two-sided tests.
///
/// @param alpha error rate of the test, such as 0.05
/// @param power chance to find the effect if it is there, such as 0.8
public record Power(double alpha, double power) {
    public Power {
        Normal.level(alpha);
        if (!(power > alpha && power < 1)) {
            throw new IllegalArgumentException(
                    "power is between alpha ("
                            + alpha
                            + ") and 1, such as 0.8, not "
                            + power
                            + ".");
        }
    }

    /// What a test of two shares takes for its error.
    public enum Shares {
        /// The two shares' own.
        UNPOOLED,
        /// The common share's under no effect, the shares' own under the effect.
        POOLED,
        /// The same for all, after the arcsine transformation (Cohen's h).
        ARCSINE
    }

    /// Visitors of each variation to find a difference of means of `effect` standard deviations by
    /// Welch's t test, as a real number; round up.
    public double visitorsByT(double effect) {
        expectEffect(effect);
        return root(n -> chanceByT(n, effect) - power, 2, 2 + 4 * visitorsApproximately(effect));
    }

    /// The same by the z test.
    public double visitorsByZ(double effect) {
        expectEffect(effect);
        return root(n -> chanceByZ(n, effect) - power, 0, 2 + 4 * visitorsApproximately(effect));
    }

    /// 2 (z_{1−α/2} + z_power)² / effect²: without the chance of a significant effect of the wrong
    /// sign.
    public double visitorsApproximately(double effect) {
        expectEffect(effect);
        double z = quantiles();
        return 2 * z * z / (effect * effect);
    }

    /// Visitors of each variation to tell a share of `treatment` from one of `control`.
    public Answer<Double> visitorsOfShares(double control, double treatment, Shares error) {
        double spread = control * (1 - control) + treatment * (1 - treatment);
        double gain = treatment - control;
        if (!(control > 0 && control < 1 && treatment > 0 && treatment < 1)) {
            return Answer.cannotSay(
                    Because.IMPOSSIBLE,
                    "Shares to be told apart lie between 0 and 1, not "
                            + control
                            + " and "
                            + treatment
                            + ".");
        }
        if (gain == 0) {
            return Answer.cannotSay(
                    Because.UNBOUNDED,
                    "No number of visitors tells apart two shares that are the same.");
        }
        double z = Normal.twoSided(alpha);
        double zPower = Normal.quantile(power);
        return Answer.said(
                switch (error) {
                    case UNPOOLED -> Math.pow(quantiles(), 2) * spread / (gain * gain);
                    case POOLED -> {
                        double common = (control + treatment) / 2;
                        double root =
                                z * Math.sqrt(2 * common * (1 - common))
                                        + zPower * Math.sqrt(spread);
                        yield root * root / (gain * gain);
                    }
                    case ARCSINE ->
                            visitorsByZ(
                                    2 * Math.asin(Math.sqrt(treatment))
                                            - 2 * Math.asin(Math.sqrt(control)));
                });
    }

    /// The least difference of means, in standard deviations, that this many visitors of each
    /// variation find by Welch's t test.
    public double leastEffectByT(double visitors) {
        expectVisitors(visitors);
        return root(
                effect -> chanceByT(visitors, effect) - power,
                0,
                40 * quantiles() / Math.sqrt(visitors));
    }

    /// The same by the z test.
    public double leastEffectByZ(double visitors) {
        expectVisitors(visitors);
        return root(
                effect -> chanceByZ(visitors, effect) - power,
                0,
                40 * quantiles() / Math.sqrt(visitors));
    }

    /// (z_{1−α/2} + z_power) √(2 / visitors): without the chance of a significant effect of the
    /// wrong sign.
    public double leastEffectApproximately(double visitors) {
        expectVisitors(visitors);
        return quantiles() * Math.sqrt(2 / visitors);
    }

    /// The least lift over |control| that this many visitors of each variation find, when the
    /// metric stands and varies as in `control`. `varianceLeft` is 1, or what CUPED leaves
    /// ([Cuped.Adjusted#varianceLeft]).
    public Answer<Double> leastLift(Level control, double visitors, double varianceLeft) {
        if (control.value() == 0) {
            return Answer.cannotSay(
                    Because.ZERO_DENOMINATOR,
                    "The control is zero; a lift over zero is no measure.");
        }
        double deviation = Math.sqrt(control.variance() * varianceLeft);
        return Answer.said(leastEffectByZ(visitors) * deviation / Math.abs(control.value()));
    }

    /// Visitors of each variation to find a lift over |control|, when the metric varies as in
    /// `control`.
    public Answer<Double> visitorsForLift(Level control, double lift, double varianceLeft) {
        double deviation = Math.sqrt(control.variance() * varianceLeft);
        if (control.value() == 0 || lift == 0) {
            return Answer.cannotSay(
                    control.value() == 0 ? Because.ZERO_DENOMINATOR : Because.UNBOUNDED,
                    control.value() == 0
                            ? "The control is zero; a lift over zero is no measure."
                            : "No number of visitors finds a lift of nothing.");
        }
        if (deviation == 0) {
            return Answer.cannotSay(
                    Because.NO_VARIANCE, "All visitors have one and the same value.");
        }
        return Answer.said(visitorsByZ(Math.abs(lift * control.value()) / deviation));
    }

    /// Visitors of each variation until the always-valid interval ([AlwaysValid#sequence]) finds
    /// this effect, in standard deviations, with this power on that day.
    public double visitorsAlwaysValid(double effect, double tightestAt) {
        expectEffect(effect);
        double bound = visitorsApproximately(effect);
        DoubleUnaryOperator lacking =
                n -> {
                    double error = Math.sqrt(2 / n);
                    var nothing =
                            new Difference(
                                    Scale.ABSOLUTE, 0, error, 2 * n - 2, (long) Math.ceil(2 * n));
                    double half =
                            AlwaysValid.sequence(nothing, alpha, tightestAt).interval().high();
                    return Normal.above((half - Math.abs(effect)) / error) - power;
                };
        while (lacking.applyAsDouble(bound) < 0) {
            bound *= 2;
        }
        return root(lacking, 1, bound);
    }

    /// Whole days until each variation has `needed` visitors.
    ///
    /// @param perDay new visitors of each variation a day, as the last days had
    public static Answer<Long> daysToGo(double needed, double have, double perDay) {
        if (have >= needed) {
            return Answer.said(0L);
        }
        if (!(perDay > 0)) {
            return Answer.cannotSay(
                    Because.UNBOUNDED, "No visitors come, so the campaign never has enough.");
        }
        double days = Math.ceil((needed - have) / perDay);
        return days < 100_000
                ? Answer.said((long) days)
                : Answer.cannotSay(
                        Because.UNBOUNDED,
                        "At this pace it takes more than 100,000 days; look for a larger effect.");
    }

    private double chanceByT(double visitors, double effect) {
        double freedom = 2 * visitors - 2;
        double t = TDistribution.of(freedom).inverseSurvivalProbability(alpha / 2);
        double delta = effect * Math.sqrt(visitors / 2);
        return NoncentralT.above(t, freedom, delta) + NoncentralT.above(t, freedom, -delta);
    }

    private double chanceByZ(double visitors, double effect) {
        double z = Normal.twoSided(alpha);
        double delta = effect * Math.sqrt(visitors / 2);
        return Normal.above(z - delta) + Normal.above(z + delta);
    }

    private double quantiles() {
        return Normal.twoSided(alpha) + Normal.quantile(power);
    }

    /// Where a rising function passes 0, by halving.
    private static double root(DoubleUnaryOperator rising, double low, double high) {
        double from = low;
        double to = high;
        for (int i = 0; i < 100; i++) {
            double middle = (from + to) / 2;
            if (middle == from || middle == to) {
                break;
            }
            if (rising.applyAsDouble(middle) < 0) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return to;
    }

    private static void expectEffect(double effect) {
        if (effect == 0 || !Double.isFinite(effect)) {
            throw new IllegalArgumentException(
                    "An effect to be found is a number other than 0, not " + effect + ".");
        }
    }

    private static void expectVisitors(double visitors) {
        if (!(visitors >= 2) || Double.isInfinite(visitors)) {
            throw new IllegalArgumentException(
                    "Each variation has at least 2 visitors, not " + visitors + ".");
        }
    }
}
