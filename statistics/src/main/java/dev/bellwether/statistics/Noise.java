package dev.bellwether.statistics;

/// How noisy a difference is if the true effect is `effect`, in the difference's scale.
///
/// A lift divides by a control that is noisy itself, so its error depends on the lift. Whoever
/// tests "no effect" takes the error that holds if there is none; the delta method's, taken at the
/// estimate, is small just when the control happened to be low and the lift therefore high, and
/// looked at daily that rings many times too often in the first days.
///
/// @param none variance of the estimate if there is no effect, greater than 0
/// @param base variance of the control's level, as a share of its square; 0 for absolute
///   differences
/// @param both covariance of the difference and the control's level, as such a share
public record Noise(double none, double base, double both) {

    /// The variance of (treatment − control) − effect · |control|, over control².
    double variance(double effect) {
        return none + effect * effect * base - 2 * effect * both;
    }

    /// All effects that lie within `bound` of their own standard errors of the estimate: Fieller's
    /// set (1954). Where the control cannot be told from zero by that bound, an end is infinite, or
    /// both, and also where the numbers are beyond what can be squared; else 0 is left out exactly
    /// if |estimate| > bound √none.
    Interval within(double bound, double estimate) {
        double squared = bound * bound;
        double a = 1 - squared * base;
        double b = estimate - squared * both;
        double c = estimate * estimate - squared * none;
        // b² − ac, without the difference of large squares.
        double square = squared * (variance(estimate) + squared * (both * both - base * none));
        double root = Math.sqrt(Math.max(0, square));
        if (!Double.isFinite(a + b + c + root)) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        if (a > 0) {
            return new Interval((b - root) / a, (b + root) / a);
        }
        if (c <= 0) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        // Of the two parts that are left, the one on the estimate's side of 0.
        return estimate > 0
                ? new Interval(c / (b + root), Double.POSITIVE_INFINITY)
                : new Interval(Double.NEGATIVE_INFINITY, c / (b - root));
    }
}
