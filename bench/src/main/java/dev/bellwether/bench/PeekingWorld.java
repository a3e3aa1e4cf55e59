package dev.bellwether.bench;

import dev.bellwether.experiment.EveningLooks;
import dev.bellwether.statistics.Level;
import dev.bellwether.statistics.Power;
import dev.bellwether.statistics.Sums;
import java.util.List;
import java.util.SplittableRandom;

/// A site, how many visitors it has, and how they are divided.
///
/// @param visitorsADay of both variations, on average
/// @param share of visitors that is set for the treatment
/// @param isPlanned whether it has just the visitors that a 3 % lift takes, so that power can be
///   told; else it is too small for that, and only false alarms are counted
record PeekingWorld(
        String name,
        PeekingSite site,
        int visitorsADay,
        double share,
        boolean isPlanned,
        EveningLooks.Plan plan) {
    static final double LIFT = 0.03;

    private static final int PILOT = 400_000;

    static List<PeekingWorld> all() {
        return List.of(
                planned("conversion of 3 %", new PeekingSite.Conversion(0.03)),
                planned("revenue, 4 % buy", new PeekingSite.Revenue(0.04, 1.2)),
                planned("orders per session", new PeekingSite.OrdersPerSession()),
                small(
                        "conversion of 2 %, 300 visitors a day",
                        new PeekingSite.Conversion(0.02), 300, 0.5),
                small("revenue, 3 % buy, 300 a day", new PeekingSite.Revenue(0.03, 1.5), 300, 0.5),
                small(
                        "conversion of 2 %, 1,000 a day, 10 % treated",
                        new PeekingSite.Conversion(0.02), 1_000, 0.1),
                small(
                        "revenue, 3 % buy, 1,000 a day, 10 % treated",
                        new PeekingSite.Revenue(0.03, 1.5), 1_000, 0.1),
                small(
                        "orders of returning visitors, 100 a day",
                        new PeekingSite.Returning(0.05),
                        100,
                        0.5));
    }

    private static PeekingWorld small(
            String name, PeekingSite site, int visitorsADay, double share) {
        return new PeekingWorld(
                name, site, visitorsADay, share, false, PeekingCampaign.plan(visitorsADay, share));
    }

    /// As the product plans it: a pilot, then the visitors with which Welch's t, once at the end,
    /// finds the lift in four campaigns of five.
    private static PeekingWorld planned(String name, PeekingSite site) {
        Sums pilot = site.arm(0).day(new SplittableRandom(3), PILOT);
        double visitors =
                Level.of(pilot, site.reading())
                        .then(level ->
                                new Power(EveningLooks.Plan.ALPHA, 0.8)
                                        .visitorsForLift(level, LIFT, 1))
                        .optional()
                        .orElseThrow();
        int visitorsADay = (int) Math.ceil(2 * visitors / PeekingCampaign.DAYS);
        return new PeekingWorld(
                name, site, visitorsADay, 0.5, true, PeekingCampaign.plan(visitorsADay, 0.5));
    }

    PeekingCampaign campaign(double lift, double lost) {
        return new PeekingCampaign(site, visitorsADay, share, lift, lost, plan);
    }
}
