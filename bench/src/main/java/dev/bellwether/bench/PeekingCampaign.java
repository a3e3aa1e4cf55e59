package dev.bellwether.bench;

import dev.bellwether.experiment.EveningLooks;
import dev.bellwether.experiment.EveningLooks.Method;
import dev.bellwether.statistics.Sums;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// One campaign of two variations that somebody looks at each evening for thirty days.
///
/// @param visitorsADay of both variations, on average; weekends have fewer
/// @param share of visitors that is set for the treatment
/// @param lift that the treatment brings: 0 in an A/A campaign
/// @param lost share of the treatment's visitors of whom nobody hears
/// @param plan what is set before the start: see [#plan]
record PeekingCampaign(
        PeekingSite site,
        int visitorsADay,
        double share,
        double lift,
        double lost,
        EveningLooks.Plan plan) {
    static final int DAYS = 30;

    /// Bounds follow the share of visitors that each evening is expected to have seen.
    static EveningLooks.Plan plan(int visitorsADay, double share) {
        double[] seen =
                IntStream.rangeClosed(1, DAYS).mapToDouble(PeekingCampaign::rhythm).toArray();
        Arrays.parallelPrefix(seen, Double::sum);
        double all = seen[DAYS - 1];
        double[] information = Arrays.stream(seen).map(day -> Math.min(1, day / all)).toArray();
        return EveningLooks.Plan.of(all * visitorsADay, share, information);
    }

    /// The first day, from 1, on which each method called it; no entry for those that never did.
    Map<Method, Integer> calls(SplittableRandom random) {
        PeekingSite.Arm control = site.arm(0);
        PeekingSite.Arm treatment = site.arm(lift);
        var looks = new EveningLooks(plan, site.reading());
        for (int day = 1; day <= DAYS; day++) {
            int visitors = visitors(day, random);
            int treated = treated(random, visitors);
            int missing = lost > 0 ? PeekingSite.successes(random, treated, lost) : 0;
            Sums c = control.day(random, visitors - treated);
            Sums t = treatment.day(random, treated - missing);
            looks.look(c, t);
        }
        return looks.calls();
    }

    /// Each day a fifth more or less, by chance.
    private int visitors(int day, SplittableRandom random) {
        return (int) Math.round(visitorsADay * rhythm(day) * (0.8 + 0.4 * random.nextDouble()));
    }

    /// Two days of seven have half the visitors.
    private static double rhythm(int day) {
        return day % 7 >= 5 ? 0.55 : 1.2;
    }

    private int treated(SplittableRandom random, int visitors) {
        return share == 0.5
                ? heads(random, visitors)
                : PeekingSite.successes(random, visitors, share);
    }

    /// A fair coin for each visitor.
    private static int heads(SplittableRandom random, int visitors) {
        int heads = 0;
        int left = visitors;
        for (; left >= 64; left -= 64) {
            heads += Long.bitCount(random.nextLong());
        }
        return heads + Long.bitCount(random.nextLong() & ((1L << left) - 1));
    }
}
