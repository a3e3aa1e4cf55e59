package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.analytics.Event;
import dev.bellwether.experiment.Campaign;
import dev.bellwether.experiment.CampaignPlan;
import dev.bellwether.experiment.Goal;
import dev.bellwether.experiment.Measure;
import dev.bellwether.experiment.Metric;
import dev.bellwether.model.Actor;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Site;
import dev.bellwether.people.Principal;
import dev.bellwether.statistics.Family;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A campaign's page says first whether its figures may be believed, then what it did, and how old
/// that is; it is started and stopped by a button.
class CampaignsInTheConsoleTest {
    private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada", "Ada");
    private static final int EACH = 600;

    private static Site shop(World world, OrganizationId organization) {
        Site site = world.people.sites().make(Principal.system(organization, "test"), "Shop", 90);
        var room = world.rooms.campaigns();
        room.metrics()
                .save(
                        site,
                        Metric.of(
                                "buyers",
                                "share of buyers",
                                new Measure.Conversion(Goal.of("order")),
                                Family.Role.SECONDARY),
                        0,
                        ADA);
        room.book()
                .save(
                        site,
                        new CampaignPlan(
                                "checkout",
                                "One-page checkout",
                                "",
                                CampaignPlan.Kind.EXPERIMENT,
                                List.of(new Campaign.Arm("A", 1), new Campaign.Arm("B", 1)),
                                Optional.empty(),
                                ZoneOffset.UTC,
                                Campaign.Multiple.LEFT_OUT,
                                List.of("country"),
                                List.of(new CampaignPlan.Chosen("buyers", Family.Role.PRIMARY)),
                                10_000,
                                Duration.ofDays(1)),
                        0,
                        ADA);
        return site;
    }

    /// In A one of ten visitors buys, in B one of four; a third of them are from France.
    private static void visit(World world, Site site, int inB) {
        Instant begin = world.clock.instant();
        var events = new ArrayList<Event>();
        for (int i = 0; i < EACH + inB; i++) {
            boolean isA = i < EACH;
            Instant at = begin.plusSeconds(i % EACH * 200L);
            String country = i % 3 == 0 ? "{\"country\":\"fr\"}" : "{\"country\":\"de\"}";
            events.add(
                    new Event(
                            "x" + i,
                            "v" + i,
                            at,
                            Event.Kind.EXPOSURE,
                            "checkout",
                            isA ? "A" : "B",
                            Double.NaN,
                            country));
            if (i % (isA ? 10 : 4) == 0) {
                events.add(
                        new Event(
                                "o" + i,
                                "v" + i,
                                at.plusSeconds(1),
                                Event.Kind.GOAL,
                                "order",
                                "",
                                1,
                                ""));
            }
        }
        world.clock.move(Duration.ofDays(2));
        world.events.take(site.id(), events);
        world.events.apply();
    }

    @Test
    void itSaysWhetherItMayBeBelievedAndThenWhatItDid() {
        try (var world = new World()) {
            var owner = world.owner();
            assertThat(owner.get("/console/campaigns").text()).contains("No site yet");
            Site shop = shop(world, World.ORG);
            assertThat(owner.get("/console/campaigns").text())
                    .contains("One-page checkout", "Not started", "experiment, 2 variations");
            var draft = owner.get(CampaignPages.path(shop, "checkout"));
            assertThat(draft.text()).contains("Nothing is counted yet");
            assertThat(owner.press(draft, "Start").text()).contains("checkout counts from now on.");
            visit(world, shop, EACH);

            var page = owner.get(CampaignPages.path(shop, "checkout"));
            assertThat(page.text())
                    .containsSubsequence(
                            "As of ",
                            "May it be believed? Yes",
                            "Visitors came in the shares that were set (A 50 % of 50 %",
                            "What is decided on",
                            "Better B raises share of buyers by 150 % (",
                            "chance > 99.9 %",
                            "As of ",
                            "All figures",
                            "share of buyers A 600 0.1 ± ",
                            "FROM event",
                            "Edition 1: started");
            assertThat(page.html().select(".unsure")).isEmpty();
            assertThat(page.html().select("svg.interval .range.good")).hasSize(1);
            assertThat(page.html().select("svg.chart .band")).hasSize(1);
            var french = owner.get(CampaignPages.path(shop, "checkout") + "?slice-country=fr");
            assertThat(french.text()).contains("Only visitors whose country is fr.", "A 200 0.1 ±");

            for (String form : List.of("CSV", "JSON", "PDF")) {
                String export = page.html().select("a:containsOwn(" + form + ")").attr("href");
                var file = owner.get(export).response();
                assertThat(file.statusCode()).isEqualTo(200);
                assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                        .matches("attachment; filename=\"checkout-2026-05-03\\.[a-z]+\"");
                assertThat(file.body())
                        .contains(
                                form.equals("PDF") ? "%PDF-" : "B raises share of buyers by 150 %");
            }

            world.clock.move(Duration.ofDays(2));
            assertThat(owner.get(CampaignPages.path(shop, "checkout")).text())
                    .contains("Stale Stale data. As of ")
                    .contains("the newest event of the site arrived 2 days ago");
            var stopped = owner.press(owner.get(CampaignPages.path(shop, "checkout")), "Stop");
            assertThat(stopped.text()).contains("checkout is stopped", "Stopped");
            assertThat(owner.press(stopped, "Archive").text()).contains("Archived");
        }
    }

    @Test
    void whoeverIsOnCallSeesOnTheOverviewWhoseFiguresAreTooOldAndThatItIsOver() {
        try (var world = new World()) {
            var owner = world.owner();
            Site shop = shop(world, World.ORG);
            var room = world.rooms.campaigns();
            room.book().start(shop, "checkout", Optional.empty(), ADA);
            visit(world, shop, EACH);
            Runnable look = () -> room.jobs().forEach(job -> job.run(world.clock.instant()));
            look.run();
            assertThat(owner.get("/console").text()).doesNotContain("Figures that are too old");

            world.clock.move(Duration.ofDays(2));
            look.run();
            var late = owner.get("/console");
            assertThat(late.text())
                    .containsSubsequence(
                            "Figures that are too old", "One-page checkout", "Stale since");
            String to = late.html().select("section[aria-labelledby=stale] li a").attr("href");
            assertThat(owner.get(to).text()).contains("Stale data. As of ");

            world.events.take(
                    shop.id(),
                    List.of(
                            new Event(
                                    "late",
                                    "v1",
                                    world.clock.instant(),
                                    Event.Kind.GOAL,
                                    "order",
                                    "",
                                    1,
                                    "")));
            world.events.apply();
            look.run();
            assertThat(owner.get("/console").text()).doesNotContain("Figures that are too old");
        }
    }

    @Test
    void whatMayNotBeBelievedIsGreyAndOthersSeeNothing() {
        try (var world = new World()) {
            var owner = world.owner();
            Site shop = shop(world, World.ORG);
            world.rooms.campaigns().book().start(shop, "checkout", Optional.empty(), ADA);
            visit(world, shop, 400);
            var page = owner.get(CampaignPages.path(shop, "checkout"));
            assertThat(page.text())
                    .contains("Not as it is", "believe no effect", "no reason to decide anything");
            assertThat(page.html().select(".unsure .sentence")).hasSize(1);
            assertThat(
                            world.member("Vera", Role.VIEWER)
                                    .get(CampaignPages.path(shop, "checkout"))
                                    .html()
                                    .select("button")
                                    .eachText())
                    .doesNotContain("Stop", "Archive");
            world.test
                    .store()
                    .run(tx ->
                            tx.sql()
                                    .createUpdate(
                                            "INSERT INTO organization (id, name, created_at) VALUES (:id, 'Stranger', 0)")
                                    .bind("id", World.STRANGER)
                                    .execute());
            Site theirs = shop(world, World.STRANGER);
            assertThat(owner.get(CampaignPages.path(theirs, "checkout")).status()).isEqualTo(404);
        }
    }
}
