package dev.bellwether.statistics;

import java.util.Arrays;
import java.util.List;

/// Differences with less noise, by what was known of visitors before they were exposed.
///
/// CUPED (Deng, Xu, Kohavi and Walker, WSDM 2013): a covariate X that exposure cannot have changed,
/// such as the same metric in the two weeks before, differs between variations by chance alone. So
/// θ(X̄_t − X̄_c) is taken off the difference, with θ = Σ_XX⁻¹ Σ_XY, the slopes of a regression
/// over both variations; the variance falls by the share that X explains. Each metric and each
/// covariate is a [Reading], a mean or a ratio, seen through its slopes (the delta method), so
/// CUPED on ratios with several covariates needs no formula of its own; and as sums exist for each
/// slice, it works inside slices.
///
/// Means: θ is of the merged sums of both variations. With a ratio among the readings the slopes of
/// each variation are its own, and covariances are added over variations. A relative difference
/// divides by the control as it is, not as adjusted; the noise of that divisor, and its covariance
/// with the covariates, are in the variance, where the ratio of the levels is taken unadjusted for
/// means and adjusted for ratios (they agree as visitors come, and each is what GrowthBook's
/// gbstats does, so that its numbers are met to the last digit). Covariates that are constant or
/// follow from others are left out, θ = 0.
///
/// A longer view, and why regression adjustment cannot hurt in large samples: Lin, Annals of
/// Applied Statistics 2013.
public final class Cuped {
    private Cuped() {}

    /// @param thetas one for each covariate, in order
    /// @param varianceLeft share of the unadjusted difference's variance that is left, of the
    ///   absolute difference
    public record Adjusted(Difference difference, List<Double> thetas, double varianceLeft) {}

    public static Answer<Adjusted> difference(
            Sums control, Sums treatment, Reading metric, List<Reading> covariates, Scale scale) {
        for (Reading covariate : covariates) {
            for (Sums sums : List.of(control, treatment)) {
                if (covariate.in(sums) instanceof Answer.CannotSay<Double> c) {
                    return Answer.cannotSay(c.because(), "Of a covariate: " + c.why());
                }
            }
        }
        return Level.of(control, metric)
                .then(c ->
                        Level.of(treatment, metric)
                                .then(t -> {
                                    double[] thetas =
                                            thetas(control, treatment, metric, covariates);
                                    return adjusted(
                                            new Arm(control, c, metric, covariates, thetas),
                                            new Arm(treatment, t, metric, covariates, thetas),
                                            thetas,
                                            areMeans(metric, covariates),
                                            scale);
                                }));
    }

    /// One variation: its level, and the slopes of the metric less θ times the covariates.
    private record Arm(
            Sums sums, Level raw, double[] metric, double[] explained, double explanation) {
        Arm(Sums sums, Level raw, Reading metric, List<Reading> covariates, double[] thetas) {
            this(
                    sums,
                    raw,
                    metric.slope(sums),
                    combined(sums, covariates, thetas),
                    explained(sums, covariates, thetas));
        }

        /// The variance of `a` · metric − `b` · what is explained.
        double variance(double a, double b) {
            double[] weights = new double[metric.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = a * metric[i] - b * explained[i];
            }
            return Math.max(0, sums.varianceOf(weights));
        }

        private static double[] combined(Sums sums, List<Reading> covariates, double[] thetas) {
            double[] total = new double[sums.variables()];
            for (int i = 0; i < thetas.length; i++) {
                double[] slope = covariates.get(i).slope(sums);
                for (int j = 0; j < total.length; j++) {
                    total[j] += thetas[i] * slope[j];
                }
            }
            return total;
        }

        private static double explained(Sums sums, List<Reading> covariates, double[] thetas) {
            double total = 0;
            for (int i = 0; i < thetas.length; i++) {
                total += thetas[i] * covariates.get(i).in(sums).optional().orElseThrow();
            }
            return total;
        }
    }

    private static Answer<Adjusted> adjusted(
            Arm control, Arm treatment, double[] thetas, boolean areMeans, Scale scale) {
        double base = control.raw.value();
        double top = treatment.raw.value();
        double gain = top - base - (treatment.explanation - control.explanation);
        var c = new Level(control.raw.units(), base, control.variance(1, 1));
        var t = new Level(treatment.raw.units(), top, treatment.variance(1, 1));
        double absolute = c.variance() / c.units() + t.variance() / t.units();
        double ratio = (areMeans ? top : base + gain) / base;
        double variance =
                switch (scale) {
                    case ABSOLUTE -> absolute;
                    case RELATIVE ->
                            t.variance() / t.units() / (base * base)
                                    + control.variance(ratio, 1) / c.units() / (base * base);
                };
        double before = control.variance(1, 0) / c.units() + treatment.variance(1, 0) / t.units();
        return Difference.of(scale, base, gain, variance, c, t)
                .map(difference ->
                        new Adjusted(
                                difference,
                                Arrays.stream(thetas).boxed().toList(),
                                absolute / before));
    }

    private static double[] thetas(
            Sums control, Sums treatment, Reading metric, List<Reading> covariates) {
        List<Sums> groups =
                areMeans(metric, covariates)
                        ? List.of(control.plus(treatment))
                        : List.of(control, treatment);
        int k = covariates.size();
        double[][] xx = new double[k][k];
        double[] xy = new double[k];
        for (Sums sums : groups) {
            double[] y = metric.slope(sums);
            for (int i = 0; i < k; i++) {
                double[] x = covariates.get(i).slope(sums);
                xy[i] += sums.covarianceOf(x, y);
                for (int j = 0; j < k; j++) {
                    xx[i][j] += sums.covarianceOf(x, covariates.get(j).slope(sums));
                }
            }
        }
        return Linear.solve(xx, xy);
    }

    private static boolean areMeans(Reading metric, List<Reading> covariates) {
        return !(metric instanceof Reading.Ratio)
                && covariates.stream().noneMatch(Reading.Ratio.class::isInstance);
    }
}
