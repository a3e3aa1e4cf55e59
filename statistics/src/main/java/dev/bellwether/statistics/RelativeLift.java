package dev.bellwether.statistics;

/// Intervals for (treatment − control) / |control|, the sentence people want ("3.1 % more").
public final class RelativeLift {
    private RelativeLift() {}

    /// Symmetric, by the delta method: good while the control is far from zero.
    public static Answer<Interval> delta(Level control, Level treatment, double alpha) {
        double z = Normal.twoSided(alpha);
        return Difference.between(control, treatment, Scale.RELATIVE)
                .map(d -> Interval.around(d.estimate(), z * d.standardError()));
    }

    /// Symmetric in the logarithm of the ratio; both levels must have one sign.
    public static Answer<Interval> logarithmic(Level control, Level treatment, double alpha) {
        double z = Normal.twoSided(alpha);
        double c = control.value();
        double t = treatment.value();
        if (!(c * t > 0)) {
            return Answer.cannotSay(
                    Because.ZERO_DENOMINATOR,
                    "The logarithm of a ratio needs two levels of one sign, not "
                            + c
                            + " and "
                            + t
                            + ".");
        }
        double half = z * Math.hypot(control.standardError() / c, treatment.standardError() / t);
        return lift(c, t / c * Math.exp(-half), t / c * Math.exp(half));
    }

    /// Fieller (1954): all ratios ρ for which treatment − ρ · control may be zero. It is not
    /// symmetric, and holds its level however noisy the control is. Where the control itself may be
    /// zero (g ≥ 1) no finite interval can hold it, and the answer says [Because#UNBOUNDED].
    public static Answer<Interval> fieller(Level control, Level treatment, double alpha) {
        double z = Normal.twoSided(alpha);
        double c = control.value();
        double t = treatment.value();
        double vc = z * z * control.variance() / control.units();
        double vt = z * z * treatment.variance() / treatment.units();
        if (c == 0) {
            return Answer.cannotSay(Because.ZERO_DENOMINATOR, "The control is zero.");
        }
        double g = vc / (c * c);
        if (!(g < 1)) {
            return Answer.cannotSay(
                    Because.UNBOUNDED,
                    "The control cannot be told from zero, so the lift has no bound; more visitors, or"
                            + " the absolute difference, can tell more.");
        }
        double ratio = t / c;
        double half = Math.sqrt(vt * (1 - g) / (c * c) + ratio * ratio * g) / (1 - g);
        double centre = ratio / (1 - g);
        return lift(c, centre - half, centre + half);
    }

    /// From a ratio to a lift; below zero, a greater ratio is a smaller value.
    private static Answer<Interval> lift(double control, double lowRatio, double highRatio) {
        double low = control > 0 ? lowRatio - 1 : 1 - highRatio;
        double high = control > 0 ? highRatio - 1 : 1 - lowRatio;
        return Double.isFinite(low) && Double.isFinite(high)
                ? Answer.said(new Interval(low, high))
                : Answer.cannotSay(
                        Because.NOT_FINITE, "The lift is beyond what a number can hold.");
    }
}
