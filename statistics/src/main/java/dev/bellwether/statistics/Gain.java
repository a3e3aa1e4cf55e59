package dev.bellwether.statistics;

/// What a treatment adds to a base, before it is told as a difference or a lift: both are noisy,
/// and noisy together.
///
/// @param base the control's level, as it is
/// @param value the absolute difference, adjusted or not
/// @param variance of the value
/// @param baseVariance of the base
/// @param covariance of value and base
/// @param spread Σ v² / (n − 1) over the independent parts v of the variance, for the degrees of
///   freedom
/// @param units visitors of both variations
record Gain(
        double base,
        double value,
        double variance,
        double baseVariance,
        double covariance,
        double spread,
        long units) {

    Answer<Difference> difference(Scale scale) {
        return difference(scale, value / base);
    }

    /// @param lift at which the slope of value / base in the base is taken
    Answer<Difference> difference(Scale scale, double lift) {
        if (!(variance > 0)) {
            return Answer.cannotSay(
                    Because.NO_VARIANCE,
                    "All visitors of both variations have one and the same value, or one that the"
                            + " covariates explain; chance cannot be measured.");
        }
        if (scale == Scale.RELATIVE && base == 0) {
            return Difference.overNothing();
        }
        double freedom = variance * variance / spread;
        return switch (scale) {
            case ABSOLUTE -> Difference.finite(scale, value, variance, freedom, units);
            case RELATIVE ->
                    Difference.finite(
                            scale,
                            value / Math.abs(base),
                            (variance + lift * lift * baseVariance - 2 * lift * covariance)
                                    / (base * base),
                            freedom,
                            units);
        };
    }
}
