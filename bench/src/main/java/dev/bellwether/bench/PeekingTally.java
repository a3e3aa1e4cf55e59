package dev.bellwether.bench;

import dev.bellwether.experiment.EveningLooks.Method;
import dev.bellwether.statistics.Interval;
import dev.bellwether.statistics.Proportions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// On which day each method called it, in each of many campaigns of one kind.
///
/// @param calls one map a campaign: method to the day of its first call
record PeekingTally(List<Map<Method, Integer>> calls) {

    /// On all cores; the same seed gives the same campaigns.
    static PeekingTally of(PeekingCampaign campaign, int campaigns, long seed) {
        return new PeekingTally(
                IntStream.range(0, campaigns)
                        .parallel()
                        .mapToObj(i -> campaign.calls(new SplittableRandom(seed * 1_000_003 + i)))
                        .toList());
    }

    int count(Method method) {
        return (int) calls.stream().filter(one -> one.containsKey(method)).count();
    }

    double share(Method method) {
        return (double) count(method) / calls.size();
    }

    /// Wilson's interval of the share.
    Interval interval(Method method, double alpha) {
        return Proportions.wilson(new Proportions.Count(calls.size(), count(method)), alpha)
                .optional()
                .orElseThrow();
    }

    /// The share that was called by each evening, from the first.
    double[] byDay(Method method) {
        double[] shares = new double[PeekingCampaign.DAYS];
        calls.stream()
                .filter(one -> one.containsKey(method))
                .forEach(one -> shares[one.getOrDefault(method, 0) - 1] += 1.0 / calls.size());
        Arrays.parallelPrefix(shares, Double::sum);
        return shares;
    }

    /// The middle one of the days of first calls; 0 when nothing was called.
    int medianDay(Method method) {
        int[] days =
                calls.stream()
                        .filter(one -> one.containsKey(method))
                        .mapToInt(one -> one.getOrDefault(method, 0))
                        .sorted()
                        .toArray();
        return days.length == 0 ? 0 : days[days.length / 2];
    }

    /// `2.35 % (1.77 to 3.11)`.
    String text(Method method) {
        Interval interval = interval(method, 0.05);
        return String.format(
                Locale.ROOT,
                "%.2f %% (%.2f to %.2f)",
                100 * share(method),
                100 * interval.low(),
                100 * interval.high());
    }
}
