package dev.bellwether.statistics;

/// What two variations differ by, as an estimate that is normal in large samples. Fixed-horizon,
/// always-valid, group-sequential and Bayesian methods all start here.
///
/// @param standardError greater than 0
/// @param degreesOfFreedom of the standard error, after Welch (1947) and Satterthwaite (1946)
/// @param units of both variations together
public record Difference(
        Scale scale, double estimate, double standardError, double degreesOfFreedom, long units) {

    /// Treatment against control. A relative difference divides by |control|, and its variance is
    /// that of a ratio by the delta method: s_t²/(n_t c²) + t² s_c²/(n_c c⁴).
    public static Answer<Difference> between(Level control, Level treatment, Scale scale) {
        double c = control.value();
        double t = treatment.value();
        double variance =
                switch (scale) {
                    case ABSOLUTE ->
                            control.variance() / control.units()
                                    + treatment.variance() / treatment.units();
                    case RELATIVE ->
                            treatment.variance() / treatment.units() / (c * c)
                                    + t
                                            * t
                                            * control.variance()
                                            / control.units()
                                            / (c * c * c * c);
                };
        return of(scale, c, t - c, variance, control, treatment);
    }

    /// Student's (1908): both variations have one variance, and it is estimated from both together.
    public static Answer<Difference> ofOneVariance(Level control, Level treatment) {
        double freedom = control.units() + treatment.units() - 2.0;
        double common =
                (control.variance() * (control.units() - 1)
                                + treatment.variance() * (treatment.units() - 1))
                        / freedom;
        return between(
                        new Level(control.units(), control.value(), common),
                        new Level(treatment.units(), treatment.value(), common),
                        Scale.ABSOLUTE)
                .map(d -> new Difference(d.scale, d.estimate, d.standardError, freedom, d.units));
    }

    /// @param gain the absolute difference, adjusted or not
    /// @param variance of the estimate in its scale
    static Answer<Difference> of(
            Scale scale,
            double base,
            double gain,
            double variance,
            Level control,
            Level treatment) {
        if (scale == Scale.RELATIVE && base == 0) {
            return Answer.cannotSay(
                    Because.ZERO_DENOMINATOR,
                    "The control is zero; a share of zero is no measure. The absolute difference is.");
        }
        double a = control.variance() / control.units();
        double b = treatment.variance() / treatment.units();
        if (a + b <= 0) {
            return Answer.cannotSay(
                    Because.NO_VARIANCE,
                    "All visitors of both variations have one and the same value; chance cannot be"
                            + " measured.");
        }
        double estimate = scale == Scale.RELATIVE ? gain / Math.abs(base) : gain;
        double freedom =
                (a + b)
                        * (a + b)
                        / (a * a / (control.units() - 1) + b * b / (treatment.units() - 1));
        double error = Math.sqrt(variance);
        if (!Double.isFinite(estimate) || !Double.isFinite(error) || error == 0) {
            return Answer.cannotSay(
                    Because.NOT_FINITE,
                    "The difference or its error is beyond what a number can hold.");
        }
        return Answer.said(
                new Difference(
                        scale,
                        estimate,
                        error,
                        Double.isFinite(freedom)
                                ? freedom
                                : control.units() + treatment.units() - 2.0,
                        control.units() + treatment.units()));
    }
}
