package dev.bellwether.experiment;

import dev.bellwether.statistics.Side;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What must be true of a campaign before its results are made. Pure.
final class CampaignRules {
    static final int MOST_METRICS = 50;
    static final int MOST_SLICES = 8;

    private static final int MOST_VARIATIONS = 50;
    private static final int MOST_COVARIATES = 5;
    private static final int MOST_DAYS = 400;
    private static final Duration LONGEST = Duration.ofDays(MOST_DAYS);

    private final Faults faults = new Faults();

    private CampaignRules() {}

    /// @throws dev.bellwether.model.InvalidInput naming everything that is wrong
    static void refuse(Campaign campaign) {
        var rules = new CampaignRules();
        rules.campaign(campaign);
        rules.faults.refuse();
    }

    /// The same for a metric alone, at its own paths.
    static void refuse(Metric metric) {
        var rules = new CampaignRules();
        rules.metric("", metric);
        rules.faults.refuse();
    }

    private void campaign(Campaign campaign) {
        faults.length("key", campaign.key(), 256);
        campaign.until()
                .ifPresent(until ->
                        faults.require(
                                campaign.from().isBefore(until),
                                "until",
                                "'" + until + "' is not after the beginning, " + campaign.from()));
        if (faults.size("variations", campaign.variations(), 1, MOST_VARIATIONS)) {
            Set<String> names = new HashSet<>();
            for (int i = 0; i < campaign.variations().size(); i++) {
                Campaign.Arm arm = campaign.variations().get(i);
                String path = "variations[" + i + "]";
                faults.length(path + ".name", arm.name(), 128);
                faults.unique(path + ".name", arm.name(), names, "a variation");
                faults.require(
                        arm.weight() >= 0 && Double.isFinite(arm.weight()),
                        path + ".weight",
                        "'" + arm.weight() + "' is not a number of at least 0");
            }
            faults.require(
                    campaign.variations().stream().mapToDouble(Campaign.Arm::weight).sum() > 0,
                    "variations",
                    "no weight is above 0");
        }
        if (faults.size("slices", campaign.slices(), 0, MOST_SLICES)) {
            Set<String> names = new HashSet<>();
            campaign.slices()
                    .forEach(name -> {
                        property("slices", name);
                        faults.unique("slices", name, names, "a slice");
                    });
        }
        if (faults.size("metrics", campaign.metrics(), 1, MOST_METRICS)) {
            Set<String> keys = new HashSet<>();
            for (Metric metric : campaign.metrics()) {
                String path = Faults.path("metrics", metric.key());
                faults.name(path, metric.key());
                faults.unique(path, metric.key(), keys, "a metric");
                metric(path, metric);
            }
        }
    }

    private void metric(String path, Metric metric) {
        faults.length(path + ".name", metric.name(), 200);
        measure(path + ".measure", metric.measure());
        metric.window()
                .ifPresent(window -> {
                    span(path + ".window", window);
                    faults.require(
                            !(metric.measure() instanceof Measure.Retention),
                            path + ".window",
                            "'"
                                    + window
                                    + "' is given, but retention has its own days; leave it out");
                });
        metric.cap().ifPresent(cap -> cap(path + ".cap", metric.measure(), cap));
        faults.require(
                metric.better() != Side.TWO_SIDED,
                path + ".better",
                "'TWO_SIDED' is no direction; allowed: GREATER, LESS");
        faults.require(
                metric.margin() >= 0 && Double.isFinite(metric.margin()),
                path + ".margin",
                "'" + metric.margin() + "' is not a number of at least 0");
        covariates(path + ".covariates", metric);
    }

    private void covariates(String path, Metric metric) {
        if (!faults.size(path, metric.covariates(), 0, MOST_COVARIATES)) {
            return;
        }
        for (int i = 0; i < metric.covariates().size(); i++) {
            Metric.Covariate covariate = metric.covariates().get(i);
            String at = path + "[" + i + "]";
            Measure measure = covariate.measure().orElse(metric.measure());
            measure(at + ".measure", measure);
            span(at + ".before", covariate.before());
            faults.require(
                    !(measure instanceof Measure.Quantile)
                            && !(metric.measure() instanceof Measure.Quantile),
                    at,
                    "a quantile is neither adjusted nor adjusts; leave it out");
        }
    }

    private void cap(String path, Measure measure, Metric.Cap cap) {
        boolean isAmount =
                switch (measure) {
                    case Measure.Count _, Measure.Total _, Measure.Ratio _, Measure.Duration _ ->
                            true;
                    case Measure.Conversion _, Measure.Retention _, Measure.Quantile _ -> false;
                };
        faults.require(isAmount, path, "is for counts, sums, ratios and durations; leave it out");
        switch (cap) {
            case Metric.Cap.At(double value) ->
                    faults.require(
                            value > 0 && Double.isFinite(value),
                            path,
                            "'" + value + "' is not a number above 0");
            case Metric.Cap.Percentile(double share) -> between(path, share);
        }
    }

    private void measure(String path, Measure measure) {
        switch (measure) {
            case Measure.Conversion(Goal goal) -> goal(path, goal);
            case Measure.Count(Goal goal) -> goal(path, goal);
            case Measure.Total(Goal goal) -> goal(path, goal);
            case Measure.Duration(Goal goal) -> goal(path, goal);
            case Measure.Ratio(Measure.Term top, Measure.Term bottom) -> {
                goal(path + ".top", top.goal());
                goal(path + ".bottom", bottom.goal());
            }
            case Measure.Quantile(Goal goal, double level) -> {
                goal(path, goal);
                between(path + ".level", level);
            }
            case Measure.Retention(Goal goal, int from, int until) -> {
                goal(path, goal);
                faults.require(
                        from >= 0 && from < until && until <= MOST_DAYS,
                        path,
                        "days '"
                                + from
                                + "' to '"
                                + until
                                + "' are not 0 to "
                                + MOST_DAYS
                                + " with the end after the beginning");
            }
        }
    }

    private void goal(String path, Goal goal) {
        GoalRules.check(faults, path, goal);
    }

    /// The number that a text is, or null.
    static @Nullable Double number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private void property(String path, String name) {
        GoalRules.property(faults, path, name);
    }

    private void span(String path, Duration span) {
        faults.require(
                span.compareTo(Duration.ZERO) > 0
                        && span.compareTo(LONGEST) <= 0
                        && span.getNano() % 1_000 == 0,
                path,
                "'" + span + "' is not above 0 and at most " + LONGEST + ", in whole microseconds");
    }

    private void between(String path, double share) {
        faults.require(share > 0 && share < 1, path, "'" + share + "' is not between 0 and 1");
    }
}
