package dev.bellwether.experiment;

import dev.bellwether.statistics.Answer;
import dev.bellwether.statistics.Interval;
import dev.bellwether.statistics.Quantiles;
import dev.bellwether.statistics.Sums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// Quantiles of the values of one variable's events, clustered by visitor, from the state.
final class StateRanks {
    private final List<StateSums.Part> parts;
    private final int quantile;
    private final int arms;
    private final Selection values;

    StateRanks(Plan plan, List<StateSums.Part> parts, int quantile) {
        this.parts = parts;
        this.quantile = quantile;
        this.arms = plan.campaign.variations().size();
        this.values =
                new Selection(
                        arms,
                        parts.stream()
                                .map(part -> (Selection.Source) visit -> each(part, visit))
                                .toList());
    }

    private void each(StateSums.Part part, Selection.Visit visit) {
        ValueLog log = part.block().log(quantile);
        byte[] arm = part.standing().arms();
        for (int i = 0; i < log.size(); i++) {
            int of = arm[log.visitor(i)];
            if (of >= 0) {
                visit.see(of, log.value(i));
            }
        }
    }

    /// Of each level, one of each variation. All levels share each pass over the values.
    List<List<CampaignSums.Ranks>> at(double[] levels) {
        double[][] shares = new double[arms][];
        for (int arm = 0; arm < arms; arm++) {
            int of = arm;
            shares[arm] =
                    values.size(arm) == 0
                            ? new double[0]
                            : Arrays.stream(levels)
                                    .flatMap(level ->
                                            ends(of, level)
                                                    .map(e ->
                                                            DoubleStream.of(
                                                                    level, e.low(), e.high()))
                                                    .optional()
                                                    .orElse(DoubleStream.of(level, level, level)))
                                    .toArray();
        }
        double[][] found = values.at(shares);
        double[][] thresholds = new double[levels.length][arms];
        for (int i = 0; i < levels.length; i++) {
            for (int arm = 0; arm < arms; arm++) {
                thresholds[i][arm] = found[arm].length == 0 ? 0 : found[arm][3 * i];
            }
        }
        long[][][] below = below(thresholds);
        List<List<CampaignSums.Ranks>> all = new ArrayList<>();
        for (int i = 0; i < levels.length; i++) {
            List<CampaignSums.Ranks> ranks = new ArrayList<>();
            for (int arm = 0; arm < arms; arm++) {
                ranks.add(ranks(arm, levels[i], found[arm], 3 * i, sums(below[i][arm])));
            }
            all.add(List.copyOf(ranks));
        }
        return all;
    }

    private Answer<Interval> ends(int arm, double level) {
        return Quantiles.ranks(values.size(arm), level);
    }

    /// @param found from `at` on: the quantile, and the ends of its interval
    private CampaignSums.Ranks ranks(int arm, double level, double[] found, int at, Sums below) {
        long n = values.size(arm);
        return new CampaignSums.Ranks(
                n,
                ends(arm, level)
                        .map(_ ->
                                new Quantiles.Ranked(
                                        n, n, level, found[at], found[at + 1], found[at + 2])),
                below);
    }

    private static Sums sums(long[] of) {
        return Sums.ofRaw(
                of[0],
                new double[] {of[1], of[2]},
                new double[][] {{of[3], of[4]}, {of[4], of[5]}});
    }

    /// Of each level and variation, of a row a visitor with values, at or below (b) and all (a):
    /// how many rows, Σb, Σa, Σb², Σab, Σa². Whole numbers, so they are exact.
    private long[][][] below(double[][] thresholds) {
        return parts.parallelStream()
                .collect(
                        () -> new long[thresholds.length][arms][6],
                        (sums, part) -> below(part, thresholds, sums),
                        (sums, others) -> {
                            for (int i = 0; i < sums.length; i++) {
                                for (int arm = 0; arm < arms; arm++) {
                                    for (int j = 0; j < 6; j++) {
                                        sums[i][arm][j] += others[i][arm][j];
                                    }
                                }
                            }
                        });
    }

    private void below(StateSums.Part part, double[][] thresholds, long[][][] sums) {
        ValueLog log = part.block().log(quantile);
        byte[] arm = part.standing().arms();
        int[][] below = new int[thresholds.length][VisitorBlock.SIZE];
        int[] all = new int[VisitorBlock.SIZE];
        for (int i = 0; i < log.size(); i++) {
            int visitor = log.visitor(i);
            if (arm[visitor] >= 0) {
                all[visitor]++;
                for (int level = 0; level < thresholds.length; level++) {
                    below[level][visitor] +=
                            log.value(i) <= thresholds[level][arm[visitor]] ? 1 : 0;
                }
            }
        }
        for (int visitor = 0; visitor < VisitorBlock.SIZE; visitor++) {
            for (int level = 0; all[visitor] > 0 && level < thresholds.length; level++) {
                add(sums[level][arm[visitor]], below[level][visitor], all[visitor]);
            }
        }
    }

    private static void add(long[] sums, long b, long a) {
        sums[0]++;
        sums[1] += b;
        sums[2] += a;
        sums[3] += b * b;
        sums[4] += b * a;
        sums[5] += a * a;
    }
}
