package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.experiment.Condition;
import dev.bellwether.experiment.Flag;
import dev.bellwether.experiment.FlagBook;
import dev.bellwether.experiment.FlagNotes;
import dev.bellwether.experiment.Match;
import dev.bellwether.experiment.Ramp;
import dev.bellwether.experiment.Rule;
import dev.bellwether.experiment.Serving;
import dev.bellwether.experiment.Value;
import dev.bellwether.experiment.Variation;
import dev.bellwether.experiment.Window;
import dev.bellwether.model.Actor;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Site;
import dev.bellwether.people.Principal;
import dev.bellwether.statistics.Bucketing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A flag is read in words, tried on one visitor, switched off by a button, and says who did it.
class FlagsInTheConsoleTest {
    private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada", "Ada");

    private static Site shop(World world, OrganizationId organization) {
        Site site = world.people.sites().make(Principal.system(organization, "test"), "Shop", 90);
        var team =
                new Condition.Attribute("plan", new Match.OneOf(List.of(new Value.Text("team"))));
        var checkout =
                new Flag(
                        "checkout",
                        true,
                        List.of(
                                new Variation("old", new Value.Truth(false)),
                                new Variation("fast", new Value.Truth(true))),
                        "old",
                        List.of(
                                new Rule("staff", team, Window.ALWAYS, new Serving.Fixed("fast")),
                                new Rule(
                                        "test",
                                        Condition.EVERYBODY,
                                        Window.ALWAYS,
                                        new Serving.Split(
                                                "checkout-test",
                                                new Bucketing.Ours("checkout-test"),
                                                Optional.empty(),
                                                Ramp.of(0.2),
                                                List.of(
                                                        new Serving.Share("old", 0.5),
                                                        new Serving.Share("fast", 0.5)),
                                                Optional.empty()))),
                        "old");
        var notes = new FlagNotes("The checkout in one step", false, Set.of());
        world.rooms.flags().book().save(site, checkout, notes, FlagBook.NEW, ADA);
        return site;
    }

    @Test
    void whereThereIsNoneItSaysHowToMakeOne() {
        try (var world = new World()) {
            var owner = world.owner();
            assertThat(owner.get("/console/flags").text()).contains("No site yet");
            world.people.sites().make(Principal.system(World.ORG, "test"), "Shop", 90);
            assertThat(owner.get("/console/flags").text()).contains("No flag yet", "Shop");
        }
    }

    @Test
    void itIsReadTriedAndSwitchedOff() {
        try (var world = new World()) {
            var owner = world.owner();
            Site shop = shop(world, World.ORG);
            assertThat(owner.get("/console/flags").text())
                    .contains("checkout", "On", "2 rules, otherwise old");
            var page = owner.get(FlagPages.path(shop, "checkout"));
            assertThat(page.text())
                    .contains(
                            "plan is team: fast",
                            "everybody: old 50 %, fast 50 %, to 20 % of them (campaign checkout-test)",
                            "Everybody else gets old",
                            "GrowthBook’s clients do not find it",
                            "Bearers of a token alone",
                            "made, on");
            var tried =
                    owner.get(
                            FlagPages.path(shop, "checkout")
                                    + "?visitor=v1&attributes=plan%3Dteam%0Aage%3D12");
            assertThat(tried.text()).contains("fast true", "Rule staff takes the visitor.");
            var wrong = owner.get(FlagPages.path(shop, "checkout") + "?attributes=plan");
            assertThat(wrong.text()).contains("'plan' is no attribute");

            var off = owner.press(page, "Switch off");
            assertThat(off.text()).contains("checkout is off: everybody gets old.", "switched off");
            assertThat(world.rooms.flags().book().flag(shop, "checkout").flag().on()).isFalse();
            var gone = owner.press(off, "Archive");
            assertThat(gone.text()).contains("Archived", "served to nobody");
        }
    }

    @Test
    void othersSeeNothingOfItAndViewersSwitchNothing() {
        try (var world = new World()) {
            var owner = world.owner();
            Site shop = shop(world, World.ORG);
            world.test
                    .store()
                    .run(tx ->
                            tx.sql()
                                    .createUpdate(
                                            "INSERT INTO organization (id, name, created_at) VALUES (:id, 'Stranger', 0)")
                                    .bind("id", World.STRANGER)
                                    .execute());
            Site theirs = shop(world, World.STRANGER);
            assertThat(owner.get(FlagPages.path(theirs, "checkout")).status()).isEqualTo(404);
            assertThat(
                            world.member("Vera", Role.VIEWER)
                                    .get(FlagPages.path(shop, "checkout"))
                                    .html()
                                    .select("button")
                                    .eachText())
                    .doesNotContain("Switch off", "Archive");
        }
    }
}
