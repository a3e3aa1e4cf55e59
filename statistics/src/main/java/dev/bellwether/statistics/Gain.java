package dev.bellwether.statistics;

/// What a treatment adds to a base, before it is told as a difference or a lift: both are noisy,
/// and noisy together.
///
/// @param base the control's level, as it is
/// @param value the absolute difference, adjusted or not
/// @param variance of the value
/// @param none its variance if the treatment adds nothing, at least `variance`: see [#none]
/// @param baseVariance of the base
/// @param covariance of value and base
/// @param spread Σ v² / (n − 1) over the independent parts v of the variance, for the degrees of
///   freedom
/// @param units visitors of both variations
record Gain(
        double base,
        double value,
        double variance,
        double none,
        double baseVariance,
        double covariance,
        double spread,
        long units) {

    /// The variance of the difference if both variations are alike: then one common variance is in
    /// both, and the smaller variation need not guess its own from a few visitors, of whom perhaps
    /// none has bought yet. Where they are not alike, the greater of both errors holds.
    ///
    /// @param control variance of its level, of `controls` visitors
    static double none(double control, long controls, double treatment, long treatments) {
        double c = control * controls;
        double t = treatment * treatments;
        double common = (c * (controls - 1) + t * (treatments - 1)) / (controls + treatments - 2.0);
        return Math.max(control + treatment, common / controls + common / treatments);
    }

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
        double squared = base * base;
        return switch (scale) {
            case ABSOLUTE ->
                    Difference.finite(
                            scale, value, variance, freedom, units, new Noise(none, 0, 0));
            case RELATIVE ->
                    Difference.finite(
                            scale,
                            value / Math.abs(base),
                            (variance + lift * lift * baseVariance - 2 * lift * covariance)
                                    / squared,
                            freedom,
                            units,
                            new Noise(
                                    none / squared,
                                    baseVariance / squared,
                                    Math.signum(base) * covariance / squared));
        };
    }
}
