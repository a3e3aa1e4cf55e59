package dev.bellwether.experiment;

import dev.bellwether.statistics.Answer;
import dev.bellwether.statistics.Quantiles;
import dev.bellwether.statistics.Sums;

import java.util.List;
import java.util.stream.IntStream;

/// Quantiles of events' values from the state, clustered by visitor.
final class StateRanks {
    private StateRanks() {}

    /// One of each variation.
    static List<CampaignSums.Ranks> of(
            Plan plan, List<StateSums.Part> parts, int quantile, double level) {
        return IntStream.range(0, plan.campaign.variations().size())
                .parallel()
                .mapToObj(arm -> of(parts, quantile, arm, level))
                .toList();
    }

    private static CampaignSums.Ranks of(
            List<StateSums.Part> parts, int quantile, int arm, double level) {
        var values = new Selection(parts.stream().map(part -> part.values(quantile, arm)).toList());
        long n = values.size();
        if (n == 0) {
            return new CampaignSums.Ranks(0, Ranking.of(new double[0], level), Sums.none(2));
        }
        double at = values.at(level);
        Answer<Quantiles.Ranked> ranked =
                Quantiles.ranks(n, level)
                        .map(ends ->
                                new Quantiles.Ranked(
                                        n,
                                        n,
                                        level,
                                        at,
                                        values.at(ends.low()),
                                        values.at(ends.high())));
        return new CampaignSums.Ranks(n, ranked, below(parts, quantile, arm, at));
    }

    /// Whole numbers, so sums are exact as they are.
    private static Sums below(List<StateSums.Part> parts, int quantile, int arm, double value) {
        long[] sums = new long[6];
        for (StateSums.Part part : parts) {
            ValueLog log = part.block().log(quantile);
            int[] below = new int[VisitorBlock.SIZE];
            int[] all = new int[VisitorBlock.SIZE];
            for (int i = 0; i < log.size(); i++) {
                all[log.visitor(i)]++;
                below[log.visitor(i)] += log.value(i) <= value ? 1 : 0;
            }
            byte[] arms = part.standing().arms();
            for (int visitor = 0; visitor < VisitorBlock.SIZE; visitor++) {
                if (all[visitor] > 0 && arms[visitor] == arm) {
                    long b = below[visitor];
                    long a = all[visitor];
                    sums[0]++;
                    sums[1] += b;
                    sums[2] += a;
                    sums[3] += b * b;
                    sums[4] += b * a;
                    sums[5] += a * a;
                }
            }
        }
        return Sums.ofRaw(
                sums[0],
                new double[] {sums[1], sums[2]},
                new double[][] {{sums[3], sums[4]}, {sums[4], sums[5]}});
    }
}
