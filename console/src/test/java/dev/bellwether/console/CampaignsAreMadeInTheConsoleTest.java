package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.experiment.Campaign;
import dev.bellwether.experiment.CampaignPlan;
import dev.bellwether.experiment.Goal;
import dev.bellwether.experiment.Measure;
import dev.bellwether.experiment.Metric;
import dev.bellwether.experiment.SiteCampaign;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Role;
import dev.bellwether.model.Site;
import dev.bellwether.people.Principal;
import dev.bellwether.statistics.Family;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Sites, metrics and campaigns are made and changed in the console, without its scripts: what is
/// wrong stands beside its field, nothing that was typed is lost, and an edit says what it does.
class CampaignsAreMadeInTheConsoleTest {
    private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada", "Ada");

    private static Site shop(World world) {
        return world.people.sites().make(Principal.system(World.ORG, "test"), "Shop", 90);
    }

    private static Metric metric(World world, Site site, String key) {
        var metric =
                Metric.of(
                        key,
                        "share of " + key,
                        new Measure.Conversion(Goal.of("order")),
                        Family.Role.SECONDARY);
        return world.rooms.campaigns().metrics().save(site, metric, 0, ADA).thing();
    }

    @Test
    void aSiteIsMadeAndThenAMetricWithTheFieldsOfItsKind() {
        try (var world = new World()) {
            var owner = world.owner();
            assertThat(owner.get("/console/campaigns").html().select("a:containsOwn(Make a site)"))
                    .hasSize(1);
            var made =
                    owner.press(
                            owner.get("/console/sites/new"),
                            "Save the site",
                            "name",
                            "Shop",
                            "retentionDays",
                            "5000");
            assertThat(made.problems())
                    .containsExactly("'5000' is not a whole number from 1 to 3660");
            made = owner.press(made, "Save the site", "retentionDays", "90");
            assertThat(made.text()).contains("The site Shop is there", "No metric yet");
            Site shop = world.people.sites().list(World.ORG).getFirst();

            var form = owner.get(MetricPages.HOME + "/" + shop.id());
            var ratio = owner.press(form, "Show the fields of this kind", "kind", "RATIO");
            assertThat(ratio.status()).isEqualTo(200);
            var wrong =
                    owner.press(
                            ratio,
                            "Save the metric",
                            "name",
                            "revenue per order",
                            "key",
                            "per/order",
                            "measure.event",
                            "order",
                            "measure.filters",
                            "country is de\namount over 3",
                            "capBy",
                            "PERCENTILE",
                            "cap",
                            "120",
                            "window",
                            "soon");
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.problems())
                    .anyMatch(one -> one.startsWith("'amount over 3' is no filter"))
                    .anyMatch(one -> one.startsWith("'120' is not a percentage"))
                    .anyMatch(one -> one.startsWith("'soon' is not a time span"));
            assertThat(wrong.html().select("textarea[name=measure.filters]").first().wholeText())
                    .contains("amount over 3");
            wrong =
                    owner.press(
                            wrong,
                            "Save the metric",
                            "measure.filters",
                            "country is de\namount at least 3",
                            "measure.values",
                            "on",
                            "cap",
                            "99.9",
                            "covariates",
                            "14d",
                            "window",
                            "7d");
            assertThat(wrong.problems())
                    .as("of the room: the key, and the event below the line")
                    .hasSize(2)
                    .anyMatch(one -> one.contains("per/order"));
            var saved =
                    owner.press(
                            wrong,
                            "Save the metric",
                            "key",
                            "per-order",
                            "measure.bottom.event",
                            "order");
            assertThat(saved.text()).contains("revenue per order was saved", "within 7 days");
            Metric kept = world.rooms.campaigns().metrics().get(shop, "per-order").thing();
            assertThat(kept.measure())
                    .isEqualTo(
                            new Measure.Ratio(
                                    new Measure.Term(
                                            new Goal(
                                                    "order",
                                                    List.of(
                                                            new Goal.Filter(
                                                                    "country", Goal.Test.IS, "de"),
                                                            new Goal.Filter(
                                                                    "amount",
                                                                    Goal.Test.AT_LEAST,
                                                                    "3"))),
                                            true),
                                    new Measure.Term(Goal.of("order"), false)));
            assertThat(kept.cap()).contains(new Metric.Cap.Percentile(0.999));
            assertThat(kept.covariates()).containsExactly(Metric.Covariate.SAME);
            assertThat(MetricForm.says(kept)).isTrue();

            var gone =
                    owner.press(
                            owner.get(MetricPages.path(shop, "per-order")),
                            "Remove revenue per order");
            assertThat(gone.text()).contains("per-order is gone", "No metric yet");
        }
    }

    @Test
    void aCampaignIsMadeStartedAndChangedAndSaysWhichChangeBeginsANewPeriod() {
        try (var world = new World()) {
            var owner = world.owner();
            Site shop = shop(world);
            metric(world, shop, "buyers");
            metric(world, shop, "readers");
            var form = owner.get(CampaignPages.HOME + "/" + shop.id());
            form = owner.press(form, "Add a variation", "name", "One-page checkout");
            assertThat(form.html().select("input[name=name]").val()).isEqualTo("One-page checkout");
            var wrong =
                    owner.press(
                            form,
                            "Save and start",
                            "key",
                            "checkout",
                            "variations[0].name",
                            "old",
                            "variations[2].name",
                            "fast",
                            "variations[2].weight",
                            "half",
                            "variations[1].weight",
                            "",
                            "metrics[0].metric",
                            "buyers",
                            "zone",
                            "Mars/Base");
            assertThat(wrong.problems())
                    .containsExactlyInAnyOrder(
                            "'half' is not a number of at least 0, such as 50",
                            "'Mars/Base' is no time zone, such as Europe/Berlin or UTC");
            assertThat(wrong.html().select("input[name=variations[1].name]").val())
                    .as("the empty row is gone, and what is wrong stands at its own")
                    .isEqualTo("fast");
            var made =
                    owner.press(
                            wrong,
                            "Save and start",
                            "variations[1].weight",
                            "50",
                            "zone",
                            "Europe/Berlin",
                            "until",
                            "2026-08-01T12:00",
                            "slices",
                            "country");
            assertThat(made.text())
                    .contains("One-page checkout was saved, and counts from now on.");
            var book = world.rooms.campaigns().book();
            SiteCampaign kept = book.get(shop, "checkout");
            assertThat(kept.state()).isEqualTo(SiteCampaign.State.RUNNING);
            assertThat(kept.plan())
                    .isEqualTo(
                            new CampaignPlan(
                                    "checkout",
                                    "One-page checkout",
                                    "",
                                    CampaignPlan.Kind.EXPERIMENT,
                                    List.of(
                                            new Campaign.Arm("old", 50),
                                            new Campaign.Arm("fast", 50)),
                                    Optional.of(Instant.parse("2026-08-01T10:00:00Z")),
                                    ZoneId.of("Europe/Berlin"),
                                    Campaign.Multiple.LEFT_OUT,
                                    List.of("country"),
                                    List.of(new CampaignPlan.Chosen("buyers", Family.Role.PRIMARY)),
                                    CampaignPlan.PLANNED_VISITORS,
                                    Duration.ofDays(1)));

            world.clock.move(Duration.ofDays(1));
            var edit = owner.get(CampaignPages.path(shop, "checkout") + "/edit");
            assertThat(edit.text())
                    .contains("It runs. What a change does", "the period ends now")
                    .doesNotContain("Yes, end this period");
            var more =
                    owner.press(
                            owner.press(edit, "Add a metric"),
                            "Save the campaign",
                            "metrics[1].metric",
                            "readers",
                            "metrics[1].role",
                            "GUARDRAIL");
            assertThat(more.text()).contains("was saved", "Edition 2: ");
            assertThat(book.editions(shop, "checkout").getFirst().campaign().from())
                    .isEqualTo(book.editions(shop, "checkout").getLast().campaign().from());

            var other =
                    owner.press(
                            owner.get(CampaignPages.path(shop, "checkout") + "/edit"),
                            "Save the campaign",
                            "variations[1].weight",
                            "150");
            assertThat(other.status()).isEqualTo(422);
            assertThat(other.problems()).singleElement().asString().contains("begin a new one");
            assertThat(book.editions(shop, "checkout")).hasSize(2);
            owner.press(other, "Save the campaign", "again", "on");
            assertThat(book.editions(shop, "checkout")).hasSize(3);
            assertThat(book.editions(shop, "checkout").getFirst().campaign().from())
                    .isEqualTo(world.clock.instant());

            var late = owner.press(other, "Save the campaign", "again", "on");
            assertThat(late.text()).contains("changed").contains("nothing was saved");
            assertThat(owner.get(MetricPages.path(shop, "buyers")).text())
                    .contains("One-page checkout: once you save, it is measured by what stands")
                    .contains("It cannot be removed");
        }
    }

    @Test
    void whoeverMayNotChangeThemSeesNoFormAndIsRefused() {
        try (var world = new World()) {
            world.owner();
            Site shop = shop(world);
            metric(world, shop, "buyers");
            var vera = world.member("Vera", Role.VIEWER);
            assertThat(vera.get("/console/metrics").html().select("a:containsOwn(New metric)"))
                    .isEmpty();
            assertThat(vera.get(MetricPages.path(shop, "buyers")).html().select("main button"))
                    .extracting(each -> each.text())
                    .doesNotContain("Save the metric");
            for (String path :
                    List.of(
                            MetricPages.HOME + "/" + shop.id(),
                            CampaignPages.HOME + "/" + shop.id(),
                            FlagPages.HOME + "/" + shop.id(),
                            SitePages.HOME)) {
                assertThat(vera.get(path).status()).as(path).isEqualTo(403);
            }
        }
    }
}
