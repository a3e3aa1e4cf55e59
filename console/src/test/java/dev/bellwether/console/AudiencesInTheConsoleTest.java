package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.analytics.Event;
import dev.bellwether.experiment.Audience;
import dev.bellwether.experiment.AudienceRule;
import dev.bellwether.experiment.Goal;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Role;
import dev.bellwether.model.Site;
import dev.bellwether.people.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An audience is made, given segments, changed and removed by forms alone, and its page tells how
/// large each segment is, beside the months before.
class AudiencesInTheConsoleTest {
    private static final String PATH = "/console/audiences/";

    /// 60 visitors this month and 40 the month before; each third orders for 10, half are a team.
    private static void visit(World world, Site site) {
        Instant now = world.clock.instant();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Instant at = i < 60 ? now.minusSeconds(60 + i) : now.minus(Duration.ofDays(10));
            String team = i % 2 == 0 ? "{\"plan\":\"team\"}" : "";
            events.add(event("w" + i, i, at, "view", Double.NaN, team));
            if (i % 3 == 0) {
                events.add(event("o" + i, i, at, "order", 10, ""));
            }
        }
        world.events.take(site.id(), events);
        world.events.apply();
    }

    private static Event event(
            String id, int visitor, Instant at, String name, double value, String properties) {
        return new Event(id, "v" + visitor, at, Event.Kind.GOAL, name, "", value, properties);
    }

    @Test
    void byFormsAlone() {
        try (var world = new World()) {
            var owner = world.owner();
            assertThat(owner.get("/console/audiences").text()).contains("No site yet");
            Site site = world.people.sites().make(Principal.system(World.ORG, "test"), "Shop", 90);
            visit(world, site);
            var fresh = owner.get("/console/audiences/new?site=" + site.id());
            var wrong =
                    owner.press(
                            fresh,
                            "Make it",
                            "name",
                            "All",
                            "key",
                            "all",
                            "zone",
                            "Mars/Olympus",
                            "goals",
                            "Orders: order where plan");
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.problems()).hasSize(2);
            var made =
                    owner.press(
                            wrong,
                            "Make it",
                            "zone",
                            "Europe/Berlin",
                            "goals",
                            "Orders: order\nRevenue: values of order");
            assertThat(made.path()).startsWith(PATH + site.id() + "/all");
            assertThat(made.text()).contains("All is made", "No segment yet", "Everybody");

            var blank = owner.get(PATH + site.id() + "/all/segment");
            var page =
                    owner.press(
                            blank,
                            "Save",
                            "name",
                            "Team buyers",
                            "key",
                            "team",
                            "all",
                            "view where plan is team",
                            "any",
                            "order\nrenewal");
            assertThat(owner.get(PATH + site.id() + "/all?months=1").text())
                    .containsSubsequence(
                            "As of",
                            "is not over yet",
                            "Team buyers view where plan is team, and (order or renewal)",
                            "10 16.7 % 7 17.5 % +42.9 %",
                            "Everybody all visitors 60 100.0 % 40 100.0 % +50.0 %",
                            "Orders reached in a month",
                            "Team buyers 10 100.0 %",
                            "Revenue",
                            "Team buyers 10 100.0 % 7 100.0 % 100 70 +42.9 %");
            assertThat(page.html().select("svg.spark .line")).isNotEmpty();
            assertThat(page.html().select("svg.chart .before")).isEmpty();

            String segment = page.html().select("th a[href*=segment]").attr("href");
            var edit = owner.get(segment);
            assertThat(edit.html().select("textarea[name=any]").text()).isEqualTo("order\nrenewal");
            owner.press(edit, "Save", "any", "", "none", "order");
            assertThat(owner.get(PATH + site.id() + "/all?months=1").text())
                    .contains("view where plan is team, and not (order)", "20 33.3 % 13");
            assertThat(owner.press(edit, "Save", "any", "").text()).contains("changed meanwhile");
            for (String form : List.of("CSV", "JSON")) {
                String export = page.html().select("a:containsOwn(" + form + ")").attr("href");
                assertThat(owner.get(export).response().body()).contains("Team buyers");
            }
            assertThat(owner.press(owner.get(segment), "Remove Team").text())
                    .contains("Team buyers is removed.", "No segment yet");
            var gone = owner.press(owner.get(PATH + site.id() + "/all/edit"), "Remove All");
            assertThat(gone.text()).contains("All is removed", "No audience yet");
        }
    }

    @Test
    void aRuleThatNoFormCanSayStaysAsItIs() {
        try (var world = new World()) {
            var owner = world.owner();
            Site site = world.people.sites().make(Principal.system(World.ORG, "test"), "Shop", 90);
            var deep =
                    new AudienceRule.Not(
                            new AudienceRule.All(
                                    List.of(
                                            new AudienceRule.Did(Goal.of("a")),
                                            new AudienceRule.Did(Goal.of("b")))));
            world.rooms
                    .campaigns()
                    .audiences()
                    .save(
                            site,
                            new Audience(
                                    "all",
                                    "All",
                                    ZoneOffset.UTC,
                                    List.of(),
                                    List.of(new Audience.Segment("deep", "Deep", deep))),
                            0,
                            new Actor(Actor.Kind.PERSON, "ada", "Ada"));
            var edit = owner.get(PATH + site.id() + "/all/segment?key=deep");
            assertThat(edit.text()).contains("made by the API", "not (a, and b)");
            owner.press(edit, "Save", "name", "Deeper");
            Audience kept = world.rooms.campaigns().audiences().get(site, "all").thing();
            assertThat(kept.segments())
                    .containsExactly(new Audience.Segment("deep", "Deeper", deep));
            var viewer = world.member("Vera", Role.VIEWER);
            assertThat(viewer.get(PATH + site.id() + "/all").html().select("main .button-first"))
                    .isEmpty();
            assertThat(viewer.get(PATH + site.id() + "/all/edit").status()).isEqualTo(403);
        }
    }
}
