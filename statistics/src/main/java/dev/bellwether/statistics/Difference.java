package dev.bellwether.statistics;

/// What two variations differ by, as an estimate that is normal in large samples. Fixed-horizon,
/// always-valid, group-sequential and Bayesian methods all start here.
///
/// @param standardError greater than 0
/// @param degreesOfFreedom of the standard error, after Welch (1947) and Satterthwaite (1946)
/// @param units of both variations together
/// @param noise what the standard error would be at another effect than the estimate
public record Difference(
        Scale scale,
        double estimate,
        double standardError,
        double degreesOfFreedom,
        long units,
        Noise noise) {

    /// Whose standard error is the same at any effect.
    public Difference(
            Scale scale,
            double estimate,
            double standardError,
            double degreesOfFreedom,
            long units) {
        this(
                scale,
                estimate,
                standardError,
                degreesOfFreedom,
                units,
                new Noise(standardError * standardError, 0, 0));
    }

    /// Treatment against control. A relative difference divides by |control|, and its variance is
    /// that of a ratio by the delta method: s_t²/(n_t c²) + t² s_c²/(n_c c⁴).
    public static Answer<Difference> between(Level control, Level treatment, Scale scale) {
        double c = control.variance() / control.units();
        double t = treatment.variance() / treatment.units();
        double spread = c * c / (control.units() - 1) + t * t / (treatment.units() - 1);
        return new Gain(
                        control.value(),
                        treatment.value() - control.value(),
                        c + t,
                        Gain.none(c, control.units(), t, treatment.units()),
                        c,
                        -c,
                        spread,
                        control.units() + treatment.units())
                .difference(scale);
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

    /// This difference less that of others: does an effect differ between two slices, or with
    /// another campaign's treatment and without (the interaction)? Both in one scale, and of
    /// different visitors.
    public Difference minus(Difference other) {
        if (scale != other.scale) {
            throw new IllegalArgumentException(
                    "Differences are compared in one scale, not "
                            + scale
                            + " and "
                            + other.scale
                            + ".");
        }
        double a = standardError * standardError;
        double b = other.standardError * other.standardError;
        double freedom =
                (a + b) * (a + b) / (a * a / degreesOfFreedom + b * b / other.degreesOfFreedom);
        return new Difference(
                scale, estimate - other.estimate, Math.sqrt(a + b), freedom, units + other.units);
    }

    static Answer<Difference> overNothing() {
        return Answer.cannotSay(
                Because.ZERO_DENOMINATOR,
                "The control is zero; a share of zero is no measure. The absolute difference is.");
    }

    static Answer<Difference> finite(
            Scale scale,
            double estimate,
            double variance,
            double freedom,
            long units,
            Noise noise) {
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
                        Double.isFinite(freedom) ? freedom : units - 2.0,
                        units,
                        noise));
    }
}
