package dev.bellwether.console;

import dev.bellwether.experiment.Campaign;
import dev.bellwether.experiment.CampaignPlan;
import dev.bellwether.experiment.Serving;
import dev.bellwether.statistics.Family;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A campaign as it stands in a form: variations and metrics numbered from 0. Buttons add rows
/// without saving, and rows that are left empty are no rows, so that it works without JavaScript.
final class CampaignForm {
    static final int MOST_VARIATIONS = 50;
    static final int MOST_METRICS = 50;
    static final String VARIATIONS = "variationCount";
    static final String METRICS = "metricCount";

    private CampaignForm() {}

    static Form fresh() {
        Form form =
                Form.blank()
                        .with("version", 0)
                        .with("kind", CampaignPlan.Kind.EXPERIMENT)
                        .with("zone", "UTC")
                        .with("multiple", Campaign.Multiple.LEFT_OUT)
                        .with("plannedVisitors", CampaignPlan.PLANNED_VISITORS)
                        .with("staleAfter", Spans.write(CampaignPlan.STALE_AFTER))
                        .with(VARIATIONS, 2)
                        .with(METRICS, 2)
                        .with(metric(0, "role"), Family.Role.PRIMARY)
                        .with(metric(1, "role"), Family.Role.SECONDARY);
        return form.with(variation(0, "weight"), 50).with(variation(1, "weight"), 50);
    }

    /// The key and variations of a flag's rule that divides its visitors.
    static Form from(Serving.Split split) {
        Form form = fresh().with("key", split.campaign()).with(VARIATIONS, split.shares().size());
        for (int i = 0; i < split.shares().size(); i++) {
            form.with(variation(i, "name"), split.shares().get(i).variation())
                    .with(variation(i, "weight"), Percents.write(split.shares().get(i).share()));
        }
        return form;
    }

    static Form of(CampaignPlan plan, long version) {
        Form form =
                Form.blank()
                        .with("version", version)
                        .with("key", plan.key())
                        .with("name", plan.name())
                        .with("description", plan.description())
                        .with("kind", plan.kind())
                        .with("until", plan.until().map(new ZoneTimes(plan.zone())::field))
                        .with("zone", plan.zone().getId())
                        .with("multiple", plan.multiple())
                        .with("slices", String.join("\n", plan.slices()))
                        .with("plannedVisitors", plan.plannedVisitors())
                        .with("staleAfter", Spans.write(plan.staleAfter()))
                        .with(VARIATIONS, plan.variations().size())
                        .with(METRICS, plan.metrics().size());
        for (int i = 0; i < plan.variations().size(); i++) {
            Campaign.Arm arm = plan.variations().get(i);
            form.with(variation(i, "name"), arm.name())
                    .with(variation(i, "weight"), plain(arm.weight()));
        }
        for (int i = 0; i < plan.metrics().size(); i++) {
            form.with(metric(i, "metric"), plan.metrics().get(i).metric())
                    .with(metric(i, "role"), plan.metrics().get(i).role());
        }
        return form;
    }

    static String variation(int at, String part) {
        return Form.row("variations", at, part);
    }

    static String metric(int at, String part) {
        return Form.row("metrics", at, part);
    }

    /// The form after a button that adds a row was pressed.
    static Form changed(Form form) {
        switch (form.text("change")) {
            case "variation" -> more(form, VARIATIONS, MOST_VARIATIONS);
            case "metric" -> more(form, METRICS, MOST_METRICS);
            default -> {
                // A button of a page that is older than this one.
            }
        }
        return form;
    }

    private static void more(Form form, String count, int most) {
        form.with(count, Math.min(most, form.rows(count) + 1));
    }

    /// @param before whose end is kept to the second where the field says the same minute
    static CampaignPlan read(Form form, String key, Optional<CampaignPlan> before) {
        form.compact("variations", VARIATIONS, MOST_VARIATIONS, "name", "weight");
        metrics(form);
        ZoneId zone = zone(form);
        var until = form.instant("until", zone);
        String said = form.text("until");
        return new CampaignPlan(
                key,
                form.text("name"),
                form.text("description"),
                form.choice("kind", CampaignPlan.Kind.class, CampaignPlan.Kind.EXPERIMENT),
                arms(form),
                before.flatMap(CampaignPlan::until)
                        .filter(was -> new ZoneTimes(zone).field(was).equals(said))
                        .or(() -> until),
                zone,
                form.choice("multiple", Campaign.Multiple.class, Campaign.Multiple.LEFT_OUT),
                form.lines("slices"),
                chosen(form),
                form.whole("plannedVisitors", 100, 1_000_000_000, 10_000),
                form.span("staleAfter", CampaignPlan.STALE_AFTER));
    }

    /// A role without a metric is no row.
    private static void metrics(Form form) {
        for (int i = 0; i < Math.min(form.rows(METRICS), MOST_METRICS); i++) {
            if (form.text(metric(i, "metric")).isEmpty()) {
                form.with(metric(i, "role"), "");
            }
        }
        form.compact("metrics", METRICS, MOST_METRICS, "metric", "role");
    }

    private static List<Campaign.Arm> arms(Form form) {
        var arms = new ArrayList<Campaign.Arm>();
        for (int i = 0; i < form.rows(VARIATIONS); i++) {
            arms.add(
                    new Campaign.Arm(
                            form.text(variation(i, "name")),
                            form.number(
                                    variation(i, "weight"),
                                    "is not a number of at least 0, such as 50",
                                    1)));
        }
        return arms;
    }

    private static List<CampaignPlan.Chosen> chosen(Form form) {
        var chosen = new ArrayList<CampaignPlan.Chosen>();
        for (int i = 0; i < form.rows(METRICS); i++) {
            chosen.add(
                    new CampaignPlan.Chosen(
                            form.text(metric(i, "metric")),
                            form.choice(
                                    metric(i, "role"), Family.Role.class, Family.Role.SECONDARY)));
        }
        return chosen;
    }

    private static ZoneId zone(Form form) {
        try {
            return form.text("zone").isEmpty() ? ZoneOffset.UTC : ZoneId.of(form.text("zone"));
        } catch (DateTimeException e) {
            form.wrong(
                    "zone",
                    "'" + form.text("zone") + "' is no time zone, such as Europe/Berlin or UTC");
            return ZoneOffset.UTC;
        }
    }

    /// Nothing that was planned is lost: spans in seconds, say, that the form would round.
    static boolean says(CampaignPlan plan) {
        Form form = of(plan, 1);
        return read(form, plan.key(), Optional.of(plan)).equals(plan) && form.isFine();
    }

    private static String plain(double value) {
        return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
