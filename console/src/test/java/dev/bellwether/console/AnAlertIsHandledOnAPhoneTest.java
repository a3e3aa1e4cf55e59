package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.incident.NewIncident;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The page of an alert: plain forms, so that it works on any phone and without JavaScript.
final class AnAlertIsHandledOnAPhoneTest {
    private static final Actor TEST = Actor.automation("test", "set up");

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void itSaysWhatSinceWhenAndWhoWasTold() {
        var owner = world.owner();
        Alert alert = paged("Cards fail");
        var page = owner.get(at(alert));
        assertThat(page.text())
                .contains("Cards fail", "P1", "Since 08:00 UTC", "Who was told", "Ada Byron");
        assertThat(page.html().select(".button-big").eachText())
                .containsExactly("I have it", "Escalate now");
        assertThat(owner.get("/console/incidents/" + alert.incident()).text())
                .as("the private timeline calls people by their names")
                .contains("Page to Ada Byron (step 1, round 1)")
                .doesNotContain("person " + world.person("Ada Byron").id());
    }

    @Test
    void itIsTakenSnoozedEscalatedAndClosed() {
        var owner = world.owner();
        Alert alert = paged("Cards fail");
        var snoozed = owner.press(owner.get(at(alert)), "Snooze for 1 hour", "for", "PT1H");
        assertThat(snoozed.text()).contains("Snoozed", "by Ada Byron until 09:00 UTC");
        var taken = owner.press(snoozed, "I have it");
        assertThat(owner.get(at(alert)).text())
                .contains("Ada Byron has it")
                .doesNotContain("until");
        assertThat(taken.status()).isEqualTo(200);
        var escalated = owner.press(owner.get(at(alert)), "Escalate now");
        assertThat(escalated.text()).contains("Escalated: the next step is taken now.");
        assertThat(state(alert)).isEqualTo(Alert.State.TRIGGERED);
        var closed = owner.post(at(alert) + "/close", fields(escalated, "reason", "a false alarm"));
        assertThat(closed.text()).contains("The alert is closed", "a false alarm");
        assertThat(state(alert)).isEqualTo(Alert.State.RESOLVED);
        var again = owner.post(at(alert) + "/escalate", fields(escalated));
        assertThat(again.text()).contains("resolved already");
    }

    @Test
    void itIsGivenToSomebodyElseAndMerged() {
        var owner = world.owner();
        Alert cards = paged("Cards fail");
        Alert mail = paged("Mail fails");
        var page = owner.get(at(mail));
        String ada = "person:" + world.person("Ada Byron").id();
        assertThat(owner.post(at(mail) + "/assign", fields(page, "to", ada)).text())
                .contains("Given on. They are paged now.", "assigned to Ada Byron by Ada Byron");
        assertThat(owner.post(at(mail) + "/assign", fields(page, "to", "nobody")).text())
                .contains("choose who is to have the alert");
        assertThat(owner.post(at(mail) + "/priority", fields(page, "priority", "P4")).text())
                .contains("Its priority is P4 now.");
        String into = cards.id().value();
        assertThat(owner.post(at(mail) + "/merge", fields(page, "into", into)).text())
                .contains("Merged", "Told together with");
        assertThat(owner.get(at(cards)).text()).contains("It pages for 1 more", "Mail fails");
    }

    @Test
    void theListShowsMineAndAViewerHasNoButtons() {
        var owner = world.owner();
        Alert alert = paged("Cards fail");
        assertThat(owner.get("/console/alerts?view=mine").text()).contains("Cards fail");
        var viewer = world.member("Vera", Role.VIEWER);
        assertThat(viewer.get("/console/alerts?view=mine").text())
                .contains("You were told of no alert that is open");
        assertThat(viewer.get(at(alert)).html().select("main button")).isEmpty();
        assertThat(viewer.post(at(alert) + "/escalate", Map.of()).status()).isEqualTo(403);
    }

    @Test
    void thePolicysFormKeepsChannelsUrgencyAndLastResort() {
        var owner = world.owner();
        world.reachable(world.person("Ada Byron"), "pager@example.com");
        var form = owner.get("/console/policies/new");
        String ada = world.person("Ada Byron").id().value();
        var wrong =
                owner.press(
                        form,
                        "Save the policy",
                        "name",
                        "Shop",
                        "steps[0].people",
                        ada,
                        "steps[0].places",
                        "carrier pigeon");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("'carrier' is no channel; allowed: email");
        var notSetUp =
                owner.press(
                        form,
                        "Save the policy",
                        "name",
                        "Shop",
                        "steps[0].people",
                        ada,
                        "lastResort",
                        "slack C012AB3CD");
        assertThat(notSetUp.status()).isEqualTo(422);
        assertThat(notSetUp.text()).contains("channels.slack.token is missing");
        var saved =
                owner.press(
                        form,
                        "Save the policy",
                        "name",
                        "Shop",
                        "steps[0].people",
                        ada,
                        "steps[0].places",
                        "ntfy shop-oncall",
                        "urgency",
                        "BY_PRIORITY",
                        "acknowledgeTimeout",
                        "45m",
                        "lastResort",
                        "slack https://hooks.slack.example/T1/B1/x");
        assertThat(saved.text()).contains("Shop was saved.", "ntfy");
        EscalationPolicy policy = world.rooms.policies().list(World.ORG).getFirst();
        assertThat(policy.urgency()).isEqualTo(EscalationPolicy.Hurry.BY_PRIORITY);
        assertThat(policy.acknowledgeTimeout()).contains(Duration.ofMinutes(45));
        assertThat(policy.lastResort()).hasSize(1);
        assertThat(
                        owner.get("/console/policies/" + policy.id())
                                .html()
                                .select("textarea")
                                .eachText())
                .contains("ntfy shop-oncall", "slack https://hooks.slack.example/T1/B1/x");
    }

    @Test
    void aPolicyIsTriedOnThePastBeforeItIsSaved() {
        var owner = world.owner();
        paged("Cards fail");
        String path = "/console/policies/" + world.rooms.policies().list(World.ORG).getFirst().id();
        var same = owner.press(owner.get(path), "Try on the last 30 days");
        assertThat(same.text())
                .contains("What this policy would have done", "one alert", "Nothing is saved yet")
                .contains("Outages missed none");
        var silent =
                owner.press(
                        owner.get(path),
                        "Try on the last 30 days",
                        "steps[0].people",
                        "",
                        "steps[0].places",
                        "webhook https://hooks.example/1");
        assertThat(silent.status()).isEqualTo(200);
        assertThat(silent.text()).contains("Cards fail", "nobody (then after 0 s)");
        assertThat(world.rooms.policies().list(World.ORG).getFirst().steps().getFirst().targets())
                .as("nothing was saved")
                .singleElement()
                .isInstanceOf(Target.ToPerson.class);
    }

    private static Map<String, List<String>> fields(Browser.Page page, String... more) {
        var fields = new java.util.HashMap<String, List<String>>();
        fields.put("csrf", List.of(page.html().selectFirst("input[name=csrf]").val()));
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], List.of(more[i + 1]));
        }
        return fields;
    }

    private Alert.State state(Alert alert) {
        return world.rooms.alerts().get(World.ORG, alert.id()).state();
    }

    private static String at(Alert alert) {
        return "/console/alerts/" + alert.id();
    }

    private Alert paged(String what) {
        var ada = world.person("Ada Byron");
        if (!world.rooms
                .people()
                .person(World.ORG, ada.id())
                .orElseThrow()
                .isReachable(world.rooms.messages())) {
            world.reachable(ada, "pager@example.com");
        }
        PolicyId policy =
                world.rooms
                        .policies()
                        .save(
                                new EscalationPolicy(
                                        world.rooms.policies().newId(),
                                        World.ORG,
                                        what,
                                        List.of(
                                                new Step(
                                                        List.of(new Target.ToPerson(ada.id())),
                                                        Duration.ofMinutes(5))),
                                        1),
                                TEST)
                        .id();
        Service service =
                world.rooms
                        .services()
                        .save(
                                new Service(
                                        world.rooms.services().newId(),
                                        World.ORG,
                                        what,
                                        "",
                                        IncidentPolicy.DEFAULT,
                                        Optional.of(policy)),
                                TEST);
        Incident incident =
                world.rooms
                        .incidents()
                        .open(
                                World.ORG,
                                new NewIncident(
                                        what,
                                        IncidentStatus.INVESTIGATING,
                                        Optional.empty(),
                                        Map.of(service.id(), Status.MAJOR_OUTAGE),
                                        "We look into it.",
                                        true,
                                        false,
                                        Optional.empty(),
                                        Optional.empty()),
                                TEST);
        world.work();
        return world.rooms.alerts().ofIncident(World.ORG, incident.id()).orElseThrow();
    }
}
