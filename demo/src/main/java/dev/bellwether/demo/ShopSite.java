package dev.bellwether.demo;

import dev.bellwether.experiment.Campaign;
import dev.bellwether.experiment.CampaignBook;
import dev.bellwether.experiment.CampaignPlan;
import dev.bellwether.experiment.CampaignRoom;
import dev.bellwether.experiment.Goal;
import dev.bellwether.experiment.Measure;
import dev.bellwether.experiment.Metric;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Site;
import dev.bellwether.people.People;
import dev.bellwether.people.Principal;
import dev.bellwether.statistics.Family.Role;
import dev.bellwether.statistics.Side;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The shop's site: its metrics, and its campaigns, which run for two weeks already.
final class ShopSite {
    private static final Actor BY = Actor.automation("demo", "simulated world");
    private static final int RETENTION_DAYS = 400;
    private static final double MARGIN = 0.05;
    private static final Goal ORDER = Goal.of(Shoppers.ORDER);
    private static final Goal VIEW = Goal.of(Shoppers.VIEW);

    private ShopSite() {}

    static Site make(People people) {
        return people.sites()
                .make(Principal.system(People.DEFAULT, "demo"), "Fernweh shop", RETENTION_DAYS);
    }

    /// @param from since when the campaigns count
    static void begin(Site site, CampaignRoom campaigns, Instant from) {
        for (Metric metric : metrics()) {
            campaigns.metrics().save(site, metric, CampaignBook.NEW, BY);
        }
        for (ShopTale tale : ShopTale.values()) {
            campaigns.book().save(site, plan(tale), CampaignBook.NEW, BY);
            campaigns.book().start(site, tale.key, Optional.of(from), BY);
        }
    }

    private static List<Metric> metrics() {
        return List.of(
                Metric.of("buyers", "share of buyers", new Measure.Conversion(ORDER), Role.PRIMARY),
                Metric.of(
                        "revenue", "revenue per visitor", new Measure.Total(ORDER), Role.SECONDARY),
                Metric.of("views", "pages per visitor", new Measure.Count(VIEW), Role.GUARDRAIL)
                        .worseByAtMost(Side.GREATER, MARGIN));
    }

    private static CampaignPlan plan(ShopTale tale) {
        return new CampaignPlan(
                tale.key,
                tale.title,
                "",
                tale.kind,
                List.of(new Campaign.Arm(tale.control, 1), new Campaign.Arm(tale.treatment, 1)),
                Optional.empty(),
                ZoneOffset.UTC,
                Campaign.Multiple.LEFT_OUT,
                List.of("country", "device"),
                List.of(
                        new CampaignPlan.Chosen("buyers", Role.PRIMARY),
                        new CampaignPlan.Chosen("revenue", Role.SECONDARY),
                        new CampaignPlan.Chosen("views", Role.GUARDRAIL)),
                Shoppers.ALL / ShopTale.values().length,
                CampaignPlan.STALE_AFTER);
    }
}
