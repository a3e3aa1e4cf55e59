package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.experiment.Condition;
import dev.bellwether.experiment.Flag;
import dev.bellwether.experiment.Ramp;
import dev.bellwether.experiment.Rule;
import dev.bellwether.experiment.Serving;
import dev.bellwether.experiment.Value;
import dev.bellwether.experiment.Variation;
import dev.bellwether.experiment.Window;
import dev.bellwether.model.Site;
import dev.bellwether.people.Principal;
import dev.bellwether.statistics.Bucketing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A flag is made and changed in the console: percentages in fields, all other rules as JSON, with
/// what is wrong beside them.
class FlagsAreMadeInTheConsoleTest {
    private static final Flag CHECKOUT =
            new Flag(
                    "checkout",
                    true,
                    List.of(
                            new Variation("old", new Value.Text("one")),
                            new Variation("fast", new Value.Text("12"))),
                    "old",
                    List.of(
                            new Rule(
                                    "checkout-test",
                                    Condition.EVERYBODY,
                                    Window.ALWAYS,
                                    new Serving.Split(
                                            "checkout-test",
                                            new Bucketing.Ours("checkout-test"),
                                            Optional.empty(),
                                            Ramp.of(0.125),
                                            List.of(
                                                    new Serving.Share("old", 0.333),
                                                    new Serving.Share("fast", 0.667)),
                                            Optional.empty()))),
                    "old");

    private static Site shop(World world) {
        return world.people.sites().make(Principal.system(World.ORG, "test"), "Shop", 90);
    }

    private static Browser.Page made(Browser owner, Site shop) {
        return owner.press(
                owner.get(FlagPages.HOME + "/" + shop.id()),
                "Save the flag",
                "key",
                "checkout",
                "on",
                "on",
                "variations[0].name",
                "old",
                "variations[0].value",
                "one",
                "variations[0].share",
                "33.3",
                "variations[1].name",
                "fast",
                "variations[1].value",
                "\"12\"",
                "variations[1].share",
                "60",
                "campaign",
                "checkout-test",
                "coverage",
                "12.5",
                "off",
                "older",
                "otherwise",
                "old");
    }

    @Test
    void percentagesAreFieldsAndWhatIsWrongStandsBesideThem() {
        try (var world = new World()) {
            var owner = world.owner();
            Site shop = shop(world);
            var book = world.rooms.flags().book();
            var wrong = made(owner, shop);
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.problems())
                    .hasSize(2)
                    .anyMatch(one -> one.contains("is their sum"))
                    .anyMatch(one -> one.contains("'older'"));
            var page =
                    owner.press(
                            wrong, "Save the flag", "variations[1].share", "66.7", "off", "old");
            assertThat(page.text()).contains("checkout was saved; it is served so at once.");
            assertThat(book.flag(shop, "checkout").flag()).isEqualTo(CHECKOUT);

            var edit = owner.get(FlagPages.path(shop, "checkout") + "/edit");
            owner.press(edit, "Save the flag", "coverage", "100");
            assertThat(book.flag(shop, "checkout").flag().rules().getFirst().serve())
                    .asString()
                    .contains("first=1.0");
            assertThat(book.flag(shop, "checkout").flag().on()).isTrue();
            assertThat(owner.press(edit, "Save the flag", "coverage", "50").text())
                    .contains("was changed meanwhile", "nothing was saved");

            var fresh = owner.get(CampaignPages.HOME + "/" + shop.id());
            var from = owner.get(fresh.html().select("a[href*=from=]").attr("href"));
            assertThat(from.html().select("input[name=key]").val()).isEqualTo("checkout-test");
            assertThat(from.html().select("input[name=variations[1].weight]").val())
                    .isEqualTo("66.7");

            var off = owner.press(owner.get(FlagPages.path(shop, "checkout")), "Switch off");
            assertThat(off.text()).contains("checkout is off: everybody gets old.");
        }
    }

    @Test
    void otherRulesAreJsonAndErrorsNameThePlace() {
        try (var world = new World()) {
            var owner = world.owner();
            Site shop = shop(world);
            var book = world.rooms.flags().book();
            made(owner, shop);
            owner.press(
                    made(owner, shop),
                    "Save the flag",
                    "variations[1].share",
                    "66.7",
                    "off",
                    "old");
            var edit = owner.get(FlagPages.path(shop, "checkout") + "/edit");
            var json = owner.press(edit, "Write the rules as JSON");
            String rules = json.html().select("textarea[name=rules]").first().wholeText();
            assertThat(rules).contains("\"campaign\" : \"checkout-test\"");

            String staff =
                    "{\"name\": \"staff\", \"when\": {\"kind\": \"InSegment\", \"segment\":"
                            + " \"staff\"}, \"serve\": {\"kind\": \"Fixed\", \"variation\": \"fast\"}}";
            record Wrong(String rules, String says) {}
            for (var each :
                    List.of(
                            new Wrong("[{\n\"name\": }]", "line 2, column "),
                            new Wrong("{}", "put them into [ ]"),
                            new Wrong(
                                    "[" + staff.replace("\"name\"", "\"gives\": 1, \"name\"") + "]",
                                    "rule 1, 'gives': there is no 'gives' here"),
                            new Wrong("[{\"name\": \"a\"}]", "rule 1, 'serve': it is missing"),
                            new Wrong("[" + staff + "]", "'staff'"))) {
                var wrong = owner.press(json, "Save the flag", "rules", each.rules());
                assertThat(wrong.status()).as(each.rules()).isEqualTo(422);
                assertThat(wrong.problems())
                        .as(each.rules())
                        .anyMatch(one -> one.contains(each.says()));
                assertThat(wrong.html().select("textarea[name=rules]").first().wholeText().strip())
                        .isEqualTo(each.rules());
            }
            String known =
                    staff.replace(
                            "{\"kind\": \"InSegment\", \"segment\": \"staff\"}",
                            "{\"kind\": \"Attribute\", \"name\": \"plan\", \"match\": {\"kind\":"
                                    + " \"OneOf\", \"values\": [\"team\"]}}");
            var saved =
                    owner.press(
                            json,
                            "Save the flag",
                            "rules",
                            "[" + known + "," + rules.strip().substring(1));
            assertThat(saved.text()).contains("plan is team: fast", "checkout was saved");
            assertThat(book.flag(shop, "checkout").flag().rules())
                    .hasSize(2)
                    .last()
                    .isEqualTo(CHECKOUT.rules().getFirst());
            assertThat(
                            owner.get(FlagPages.path(shop, "checkout") + "/edit")
                                    .html()
                                    .select("textarea[name=rules]"))
                    .hasSize(1);
        }
    }
}
