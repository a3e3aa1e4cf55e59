package dev.bellwether.experiment;

import dev.bellwether.statistics.Answer;
import dev.bellwether.statistics.Interval;
import dev.bellwether.statistics.Quantiles;
import dev.bellwether.statistics.Sums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /// One of each variation.
    List<CampaignSums.Ranks> at(double level) {
        List<Answer<Interval>> ends = new ArrayList<>();
        double[][] shares = new double[arms][];
        for (int arm = 0; arm < arms; arm++) {
            Answer<Interval> end = Quantiles.ranks(values.size(arm), level);
            ends.add(end);
            shares[arm] =
                    values.size(arm) == 0
                            ? new double[0]
                            : end.optional()
                                    .map(e -> new double[] {level, e.low(), e.high()})
                                    .orElse(new double[] {level});
        }
        double[][] found = values.at(shares);
        double[] thresholds =
                Arrays.stream(found).mapToDouble(v -> v.length == 0 ? 0 : v[0]).toArray();
        long[][] below = below(thresholds);
        List<CampaignSums.Ranks> ranks = new ArrayList<>();
        for (int arm = 0; arm < arms; arm++) {
            long n = values.size(arm);
            double[] own = found[arm];
            ranks.add(
                    new CampaignSums.Ranks(
                            n,
                            ends.get(arm)
                                    .map(_ ->
                                            new Quantiles.Ranked(
                                                    n, n, level, own[0], own[1], own[2])),
                            sums(below[arm])));
        }
        return List.copyOf(ranks);
    }

    private static Sums sums(long[] of) {
        return Sums.ofRaw(
                of[0],
                new double[] {of[1], of[2]},
                new double[][] {{of[3], of[4]}, {of[4], of[5]}});
    }

    /// Of each variation, of a row a visitor with values, at or below (b) and all (a): how many
    /// rows, Σb, Σa, Σb², Σab, Σa². Whole numbers, so they are exact.
    private long[][] below(double[] thresholds) {
        return parts.parallelStream()
                .map(part -> below(part, thresholds))
                .reduce(
                        new long[arms][6],
                        (one, other) -> {
                            long[][] both = new long[arms][6];
                            for (int arm = 0; arm < arms; arm++) {
                                for (int i = 0; i < 6; i++) {
                                    both[arm][i] = one[arm][i] + other[arm][i];
                                }
                            }
                            return both;
                        });
    }

    private long[][] below(StateSums.Part part, double[] thresholds) {
        ValueLog log = part.block().log(quantile);
        byte[] arm = part.standing().arms();
        int[] below = new int[VisitorBlock.SIZE];
        int[] all = new int[VisitorBlock.SIZE];
        for (int i = 0; i < log.size(); i++) {
            int visitor = log.visitor(i);
            if (arm[visitor] >= 0) {
                all[visitor]++;
                below[visitor] += log.value(i) <= thresholds[arm[visitor]] ? 1 : 0;
            }
        }
        long[][] sums = new long[arms][6];
        for (int visitor = 0; visitor < VisitorBlock.SIZE; visitor++) {
            if (all[visitor] > 0) {
                long b = below[visitor];
                long a = all[visitor];
                long[] own = sums[arm[visitor]];
                own[0]++;
                own[1] += b;
                own[2] += a;
                own[3] += b * b;
                own[4] += b * a;
                own[5] += a * a;
            }
        }
        return sums;
    }
}
