package dev.bellwether.statistics;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Did visitors come to the variations in the shares that were set? If not, something between the
/// dice and the count is broken (Fabijan et al. 2019), and no effect can be believed.
///
/// The fixed test is Pearson's, to be read once. The sequential one may be read after every visitor
/// (Lindon and Malek, NeurIPS 2022): the Bayes factor of "any shares", a Dirichlet prior about the
/// set ones, against the set shares is a martingale while those are true, so it passes 1/α with a
/// probability of at most α, ever.
public final class SampleRatio {
    /// Below this p-value people are told. As GrowthBook, Kameleoon and PostHog do.
    public static final double ALARM = 0.001;

    /// How sure the prior is of the set shares, in visitors.
    public static final double CONCENTRATION = 10_000;

    private SampleRatio() {}

    /// @param statistic Pearson's χ²; infinite if a variation of share 0 has visitors
    public record Fixed(double statistic, int degreesOfFreedom, double pValue) {}

    /// @param logBayesFactor the natural logarithm
    /// @param pValue the least of 1 / Bayes factor at this look and all before, at most 1
    public record Look(double logBayesFactor, double pValue) {}

    /// Pearson's test of counts against shares (any positive scale; they are divided by their sum).
    public static Answer<Fixed> fixed(long[] visitors, double[] shares) {
        double[] expected = normalised(visitors, shares);
        long all = Arrays.stream(visitors).sum();
        if (all == 0) {
            return Answer.cannotSay(Because.NO_VISITORS, "No visitor was exposed.");
        }
        double statistic = 0;
        int arms = 0;
        for (int i = 0; i < visitors.length; i++) {
            if (expected[i] > 0) {
                double distance = visitors[i] - expected[i] * all;
                statistic += distance * distance / (expected[i] * all);
                arms++;
            } else if (visitors[i] > 0) {
                statistic = Double.POSITIVE_INFINITY;
            }
        }
        if (arms < 2 && statistic == 0) {
            return Answer.cannotSay(
                    Because.TOO_FEW, "One variation alone has no share to compare with.");
        }
        int freedom = Math.max(1, arms - 1);
        return Answer.said(
                new Fixed(
                        statistic,
                        freedom,
                        ChiSquaredDistribution.of(freedom).survivalProbability(statistic)));
    }

    /// The counts at each look, cumulative, against shares; the prior is the shares times
    /// `concentration`.
    public static List<Look> sequential(List<long[]> looks, double[] shares, double concentration) {
        double[] expected = normalised(new long[shares.length], shares);
        double[] prior = Arrays.stream(expected).map(share -> share * concentration).toArray();
        return sequential(looks, expected, prior);
    }

    static List<Look> sequential(List<long[]> looks, double[] expected, double[] prior) {
        double[] least = {1};
        return looks.stream()
                .map(counts -> {
                    double log = logBayesFactor(counts, expected, prior);
                    least[0] = Math.min(least[0], Math.exp(-log));
                    return new Look(log, least[0]);
                })
                .toList();
    }

    private static double logBayesFactor(long[] counts, double[] expected, double[] prior) {
        double log = 0;
        double all = 0;
        double before = 0;
        for (int i = 0; i < counts.length; i++) {
            if (expected[i] == 0) {
                if (counts[i] > 0) {
                    return Double.POSITIVE_INFINITY;
                }
                continue;
            }
            log +=
                    LogGamma.value(prior[i] + counts[i])
                            - LogGamma.value(prior[i])
                            - counts[i] * Math.log(expected[i]);
            all += counts[i];
            before += prior[i];
        }
        return log - (LogGamma.value(before + all) - LogGamma.value(before));
    }

    private static double[] normalised(long[] visitors, double[] shares) {
        double sum = Arrays.stream(shares).sum();
        boolean fits =
                visitors.length == shares.length
                        && sum > 0
                        && Double.isFinite(sum)
                        && Arrays.stream(shares).allMatch(share -> share >= 0)
                        && Arrays.stream(visitors).allMatch(count -> count >= 0);
        if (!fits) {
            throw new IllegalArgumentException(
                    "Each variation has a count and a share of at least 0, not "
                            + Arrays.toString(visitors)
                            + " and "
                            + Arrays.toString(shares)
                            + ".");
        }
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }
}
