package dev.bellwether.experiment;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What must be true of a campaign as people set it, and of a metric of a site. Pure.
final class PlanRules {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 2_000;
    private static final long LEAST_VISITORS = 100;
    private static final long MOST_VISITORS = 1_000_000_000;
    private static final Duration LEAST_AGE = Duration.ofMinutes(10);
    private static final Duration MOST_AGE = Duration.ofDays(30);

    private PlanRules() {}

    /// @param from when it began, or will
    /// @param metrics of the site
    /// @return what is counted from then on
    /// @throws InvalidInput naming everything that is wrong
    static Campaign checked(CampaignPlan plan, Instant from, List<Metric> metrics) {
        var problems = new ArrayList<Problem>();
        collect(problems, () -> own(plan, metrics));
        Campaign campaign = plan.from(from, plan.until(), metrics);
        boolean areKnown = campaign.metrics().size() == plan.metrics().size();
        collect(
                problems,
                () -> {
                    if (areKnown || plan.metrics().isEmpty()) {
                        CampaignRules.refuse(campaign);
                    }
                });
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return campaign;
    }

    /// @throws InvalidInput naming everything that is wrong
    static void refuse(Metric metric) {
        var problems = new ArrayList<Problem>();
        collect(problems, () -> address("key", metric.key()));
        collect(problems, () -> CampaignRules.refuse(metric));
        if (!problems.isEmpty()) {
            throw new InvalidInput(
                    problems.stream()
                            .map(p -> new Problem(p.field().replaceFirst("^\\.", ""), p.message()))
                            .toList());
        }
    }

    private static void collect(List<Problem> problems, Runnable check) {
        try {
            check.run();
        } catch (InvalidInput e) {
            problems.addAll(e.problems());
        }
    }

    private static void own(CampaignPlan plan, List<Metric> metrics) {
        var faults = new Faults();
        collectAddress(faults, plan.key());
        faults.length("name", plan.name(), LONGEST_NAME);
        faults.require(
                plan.description().length() <= LONGEST_DESCRIPTION,
                "description",
                "has "
                        + plan.description().length()
                        + " characters; allowed: up to "
                        + LONGEST_DESCRIPTION);
        faults.require(
                plan.variations().size() >= 2 || !plan.kind().isRandomised(),
                "variations",
                "'"
                        + plan.variations().size()
                        + "' is given, and an effect is a difference of two; name the control first");
        faults.require(
                plan.plannedVisitors() >= LEAST_VISITORS && plan.plannedVisitors() <= MOST_VISITORS,
                "plannedVisitors",
                "'"
                        + plan.plannedVisitors()
                        + "' is not allowed; allowed: "
                        + LEAST_VISITORS
                        + " to "
                        + MOST_VISITORS);
        faults.require(
                plan.staleAfter().compareTo(LEAST_AGE) >= 0
                        && plan.staleAfter().compareTo(MOST_AGE) <= 0,
                "staleAfter",
                "'"
                        + plan.staleAfter()
                        + "' is not allowed; allowed: "
                        + LEAST_AGE
                        + " to "
                        + MOST_AGE);
        List<String> known = metrics.stream().map(Metric::key).toList();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < plan.metrics().size(); i++) {
            String path = "metrics[" + i + "].metric";
            String key = plan.metrics().get(i).metric();
            faults.known(path, key, known, "a metric of this site");
            faults.unique(path, key, names, "a metric of this campaign");
        }
        faults.refuse();
    }

    private static void address(String path, String key) {
        var faults = new Faults();
        faults.name(path, key);
        faults.require(key.indexOf('/') < 0, path, Faults.quoted(key) + SLASH);
        faults.refuse();
    }

    /// Exposures name campaigns as other tools do, so of a key only what an address cannot have is
    /// refused.
    private static void collectAddress(Faults faults, String key) {
        faults.length("key", key, 200);
        faults.require(
                key.indexOf('/') < 0 && key.chars().noneMatch(Character::isISOControl),
                "key",
                Faults.quoted(key) + SLASH);
    }

    private static final String SLASH =
            " has a '/' or a control character in it, which an address cannot have; take '.' or ':'";
}
