package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.incident.NewIncident;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Incidents, alerts and the acknowledge page, as a person at night uses them.
final class IncidentsTest {
    private static final Actor TEST = Actor.automation("test", "set up");

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anIncidentIsOpenedUpdatedAndResolvedByHand() {
        var owner = world.owner();
        Service shop = shop(Optional.empty());
        var form = owner.get("/console/incidents/new");
        var wrong = owner.press(form, "Open the incident", "name", "", "body", "Keep **me**");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.html().selectFirst("textarea").val()).contains("Keep **me**");
        var preview = owner.press(wrong, "Preview", "name", "Cards fail", "body", "Keep **me**");
        assertThat(preview.html().select("#preview strong").text()).isEqualTo("me");
        assertThat(world.rooms.incidents().open(World.ORG)).isEmpty();

        var open =
                owner.press(
                        preview.html().selectFirst("button[name=preview]") == null ? form : wrong,
                        "Open the incident",
                        "name",
                        "Cards fail",
                        "body",
                        "We look **into** it.",
                        "affected." + shop.id(),
                        "MAJOR_OUTAGE");
        assertThat(open.html().selectFirst("h1").text()).isEqualTo("Cards fail");
        assertThat(open.text()).contains("We look into it.", "Who drives", "Major outage");

        var updated =
                owner.press(open, "Post the update", "status", "IDENTIFIED", "body", "A disk.");
        assertThat(updated.html().select(".timeline strong").first().text())
                .isEqualTo("Identified");
        var resolved =
                owner.press(updated, "Post the update", "status", "RESOLVED", "body", "It works.");
        assertThat(resolved.text()).contains("The incident is resolved.");
        var postmortem = owner.get(resolved.path() + "/postmortem");
        var saved = owner.press(postmortem, "Save and publish", "body", "## Summary\n\nA disk.");
        assertThat(saved.text()).contains("The postmortem is on the status page.");
        assertThat(owner.get("/console/incidents?view=history").text()).contains("Cards fail");
    }

    @Test
    void aDraftIsSeenByTheTeamAndPublishedByAPerson() {
        var owner = world.owner();
        Service shop = shop(Optional.empty());
        Incident draft = incident(shop, false);
        assertThat(owner.get("/console/incidents?view=drafts").text()).contains(draft.name());
        var page = owner.get("/console/incidents/" + draft.id());
        assertThat(page.text()).contains("Draft, only your team sees it");
        var published = owner.press(page, "Publish");
        assertThat(published.text()).contains("on the status page now");
        var returned = owner.press(published, "Hand it back");
        assertThat(returned.text())
                .as("no check says anything of the shop, so automation has nothing to drive by")
                .contains("affects no service that automation watches");
    }

    @Test
    void theWheelIsTakenFromAutomationAndHandedBack() {
        var owner = world.owner();
        Service shop = shop(Optional.empty());
        world.rooms.store().run(tx -> tx.journal(World.ORG, down(shop)));
        world.work();
        Incident incident = world.rooms.incidents().open(World.ORG).getFirst();
        var page = owner.get("/console/incidents/" + incident.id());
        var taken = owner.press(page, "Take the wheel");
        assertThat(taken.text()).contains("You have the wheel");
        assertThat(owner.press(taken, "Hand it back").text())
                .contains("Automation has the wheel again.");
    }

    @Test
    void aViewerSeesEverythingAndCanDoNothing() {
        world.owner();
        Incident incident = incident(shop(Optional.empty()), true);
        var viewer = world.member("Vera", Role.VIEWER);
        var page = viewer.get("/console/incidents/" + incident.id());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html().select("main form")).isEmpty();
        String csrf = page.html().selectFirst("[name=csrf]").val();
        for (String act : List.of("update", "publish", "wheel", "note", "edit")) {
            assertThat(
                            viewer.post(
                                            "/console/incidents/" + incident.id() + "/" + act,
                                            Map.of("csrf", List.of(csrf)))
                                    .status())
                    .as(act)
                    .isEqualTo(403);
        }
    }

    @Test
    void fetchingAnAcknowledgeLinkDoesNothingAndItsButtonAcknowledges() {
        world.owner();
        Alert alert = paged();
        String link =
                world.links.acknowledge(World.ORG, alert.id(), world.person("Ada Byron").id());
        String path = link.substring(link.indexOf("/ack/"));
        var phone = new Browser(world.base);
        for (int i = 0; i < 3; i++) {
            assertThat(phone.get(path).html().select("main button").eachText())
                    .containsExactly("I have it", "Escalate now");
        }
        assertThat(world.rooms.alerts().get(World.ORG, alert.id()).state())
                .isEqualTo(Alert.State.TRIGGERED);
        assertThat(phone.post(path, Map.of()).status()).isEqualTo(403);

        var done = phone.press(phone.get(path), "I have it");
        assertThat(done.text()).contains("You have it");
        Alert after = world.rooms.alerts().get(World.ORG, alert.id());
        assertThat(after.acknowledgedBy().orElseThrow().name()).isEqualTo("Ada Byron");
        assertThat(phone.get(path).html().select("main button")).isEmpty();
    }

    @Test
    void aForgedOrOldLinkSaysSo() {
        world.owner();
        Alert alert = paged();
        String link =
                world.links.acknowledge(World.ORG, alert.id(), world.person("Ada Byron").id());
        String path = link.substring(link.indexOf("/ack/"));
        var phone = new Browser(world.base);
        assertThat(phone.get(path + "x").status()).isEqualTo(404);
        assertThat(phone.get("/ack/nonsense").text()).contains("This link does not work");
        world.clock.move(Duration.ofDays(8));
        assertThat(phone.get(path).status()).isEqualTo(404);
    }

    @Test
    void theOverviewTellsWhatIsWrongSinceWhenAndWhoHasIt() {
        var owner = world.owner();
        paged();
        var page = owner.get("/console");
        assertThat(page.html().select(".hero").text())
                .contains("Nobody has it yet", "Since 08:00 UTC");
        assertThat(page.html().select("#live").text()).contains("Cards fail", "Told: Ada Byron");
        var after = owner.press(page, "I have it");
        assertThat(after.text()).contains("You have it. Nobody else is paged.");
        assertThat(owner.get("/console").html().select(".hero").text())
                .contains("Ada Byron has it");
        assertThat(owner.get("/console/alerts").text()).contains("Acknowledged");
    }

    private Alert paged() {
        var ada = world.person("Ada Byron");
        world.reachable(ada, "pager@example.com");
        EscalationPolicy policy =
                world.rooms
                        .policies()
                        .save(
                                new EscalationPolicy(
                                        world.rooms.policies().newId(),
                                        World.ORG,
                                        "Day and night",
                                        List.of(
                                                new Step(
                                                        List.of(new Target.ToPerson(ada.id())),
                                                        Duration.ofMinutes(5))),
                                        1),
                                TEST);
        Incident incident = incident(shop(Optional.of(policy.id())), true);
        world.work();
        return world.rooms.alerts().ofIncident(World.ORG, incident.id()).orElseThrow();
    }

    private VerdictChanged down(Service service) {
        return new VerdictChanged(
                new VerdictId("verdict1"),
                new CheckId("check1"),
                service.id(),
                "Front page",
                CheckState.UP,
                CheckState.DOWN,
                Status.OPERATIONAL,
                Status.MAJOR_OUTAGE,
                "[STATUS] 503 is not in 200-299",
                world.clock.instant(),
                world.clock.instant());
    }

    private Incident incident(Service service, boolean published) {
        return world.rooms
                .incidents()
                .open(
                        World.ORG,
                        new NewIncident(
                                "Cards fail",
                                IncidentStatus.INVESTIGATING,
                                Optional.empty(),
                                Map.of(service.id(), Status.MAJOR_OUTAGE),
                                "We look into it.",
                                published,
                                false,
                                Optional.empty(),
                                Optional.empty()),
                        TEST);
    }

    private Service shop(Optional<dev.bellwether.model.PolicyId> escalation) {
        return world.rooms
                .services()
                .save(
                        new Service(
                                world.rooms.services().newId(),
                                World.ORG,
                                "Shop",
                                "",
                                IncidentPolicy.DEFAULT,
                                escalation),
                        TEST);
    }
}
