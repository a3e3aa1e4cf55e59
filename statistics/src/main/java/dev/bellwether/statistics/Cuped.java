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
        return seen(control, treatment, metric, covariates)
                .then(pair -> {
                    Gain gain = pair.gain();
                    double lift =
                            areMeans(metric, covariates)
                                    ? pair.treatment.raw.value() / gain.base() - 1
                                    : gain.value() / gain.base();
                    return gain.difference(scale, lift)
                            .map(difference ->
                                    new Adjusted(
                                            difference,
                                            Arrays.stream(pair.thetas).boxed().toList(),
                                            gain.variance() / pair.unadjusted()));
                });
    }

    static Answer<Gain> gain(
            Sums control, Sums treatment, Reading metric, List<Reading> covariates) {
        return seen(control, treatment, metric, covariates).map(Pair::gain);
    }

    private static Answer<Pair> seen(
            Sums control, Sums treatment, Reading metric, List<Reading> covariates) {
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
                                .map(t -> {
                                    double[] thetas =
                                            thetas(control, treatment, metric, covariates);
                                    return new Pair(
                                            Arm.of(control, c, metric, covariates, thetas),
                                            Arm.of(treatment, t, metric, covariates, thetas),
                                            thetas);
                                }));
    }

    private record Pair(Arm control, Arm treatment, double[] thetas) {
        Gain gain() {
            double base = control.raw.value();
            double value =
                    treatment.raw.value() - base - (treatment.explanation - control.explanation);
            double c = control.covariance(control.rest, control.rest);
            double t = treatment.covariance(treatment.rest, treatment.rest);
            return new Gain(
                    base,
                    value,
                    c + t,
                    Gain.none(c, control.raw.units(), t, treatment.raw.units()),
                    control.covariance(control.metric, control.metric),
                    -control.covariance(control.rest, control.metric),
                    c * c / (control.raw.units() - 1) + t * t / (treatment.raw.units() - 1),
                    control.raw.units() + treatment.raw.units());
        }

        double unadjusted() {
            return control.covariance(control.metric, control.metric)
                    + treatment.covariance(treatment.metric, treatment.metric);
        }
    }

    /// One variation.
    ///
    /// @param metric slopes of the metric
    /// @param rest slopes of the metric less θ times the covariates
    /// @param explanation θ times the covariates
    private record Arm(Sums sums, Level raw, double[] metric, double[] rest, double explanation) {
        static Arm of(
                Sums sums, Level raw, Reading metric, List<Reading> covariates, double[] thetas) {
            double[] rest = metric.slope(sums);
            double explanation = 0;
            for (int i = 0; i < thetas.length; i++) {
                Reading covariate = covariates.get(i);
                double[] slope = covariate.slope(sums);
                for (int j = 0; j < rest.length; j++) {
                    rest[j] -= thetas[i] * slope[j];
                }
                explanation += thetas[i] * covariate.in(sums).optional().orElseThrow();
            }
            return new Arm(sums, raw, metric.slope(sums), rest, explanation);
        }

        /// Of two functions of the means, by their slopes.
        double covariance(double[] one, double[] other) {
            double covariance = sums.covarianceOf(one, other);
            return (one == other ? Math.max(0, covariance) : covariance) / sums.n();
        }
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
