package dev.bellwether.statistics;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// One campaign seen in slices that share no visitor: do the effects differ, and by how much must
/// each be drawn to the middle before it is believed?
///
/// Cochran's Q (1954) asks whether chance alone explains the differences. DerSimonian and Laird
/// (1986) take from it how much true effects spread, and each slice is shrunk by its share of noise
/// (empirical Bayes), which is the cure for the slice that shines by luck.
public final class Slices {
    private Slices() {}

    /// @param q Cochran's Q, of χ² with one degree of freedom fewer than slices if effects are the
    ///   same
    /// @param spread the estimated standard deviation of true effects, 0 if chance explains all
    /// @param unexplained I², the share of the variation that chance does not explain, 0 to 1
    /// @param shrunk the effects to show, in order
    public record Heterogeneity(
            double common,
            double commonError,
            double q,
            double pValue,
            double spread,
            double unexplained,
            List<Double> shrunk) {}

    /// The effects of the slices, all in one scale.
    public static Answer<Heterogeneity> of(List<Difference> slices) {
        if (slices.size() < 2) {
            return Answer.cannotSay(
                    Because.TOO_FEW,
                    "It takes two slices to differ; there are " + slices.size() + ".");
        }
        double weights = 0;
        double squares = 0;
        double sum = 0;
        for (Difference slice : slices) {
            double weight = weight(slice);
            weights += weight;
            squares += weight * weight;
            sum += weight * slice.estimate();
        }
        double common = sum / weights;
        double q = 0;
        for (Difference slice : slices) {
            q += weight(slice) * Math.pow(slice.estimate() - common, 2);
        }
        double freedom = slices.size() - 1.0;
        double tau2 = Math.max(0, (q - freedom) / (weights - squares / weights));
        return Answer.said(
                new Heterogeneity(
                        common,
                        1 / Math.sqrt(weights),
                        q,
                        ChiSquaredDistribution.of(freedom).survivalProbability(q),
                        Math.sqrt(tau2),
                        q > 0 ? Math.max(0, (q - freedom) / q) : 0,
                        shrunk(slices, tau2)));
    }

    private static List<Double> shrunk(List<Difference> slices, double tau2) {
        double weights = 0;
        double sum = 0;
        for (Difference slice : slices) {
            double weight = 1 / (1 / weight(slice) + tau2);
            weights += weight;
            sum += weight * slice.estimate();
        }
        double middle = sum / weights;
        return slices.stream()
                .map(slice -> {
                    double kept = tau2 / (tau2 + 1 / weight(slice));
                    return middle + kept * (slice.estimate() - middle);
                })
                .toList();
    }

    private static double weight(Difference slice) {
        return 1 / (slice.standardError() * slice.standardError());
    }
}
