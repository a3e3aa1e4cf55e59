package dev.bellwether.incident;

import static dev.bellwether.incident.World.ACME;
import static dev.bellwether.incident.World.ANN;
import static dev.bellwether.incident.World.API;
import static dev.bellwether.incident.World.HTTP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.CheckRemoved;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A person's edit takes the wheel until it is handed back")
class APersonTakesTheWheelTest {
    @OnEachStore
    void automationOnlyAddsToThePrivateTimeline(TestStore test) {
        var world = new World(test).api().down(HTTP);
        Incident before = world.only();
        world.room
                .incidents()
                .update(
                        ACME,
                        before.id(),
                        NewUpdate.of(IncidentStatus.IDENTIFIED, "A bad deploy."),
                        ANN);
        world.pass(Duration.ofMinutes(3)).up(HTTP);
        Incident after = world.only();
        assertThat(after.wheel()).isEqualTo(Incident.Wheel.PERSON);
        assertThat(after.status()).isEqualTo(IncidentStatus.IDENTIFIED);
        assertThat(world.room.incidents().timeline(ACME, after.id()))
                .extracting(TimelineEntry::text)
                .anyMatch(text -> text.startsWith("Automation would have resolved this"));
        assertThat(world.status()).isEqualTo(Status.MAJOR_OUTAGE);
        world.room.incidents().returnWheel(ACME, after.id(), ANN);
        assertThat(world.only().status()).isEqualTo(IncidentStatus.RESOLVED);
        assertThat(world.status()).isEqualTo(Status.OPERATIONAL);
    }

    @OnEachStore
    void whenNoCheckIsLeftThatCouldTellItIsLeftToAPerson(TestStore test) {
        var world = new World(test).api().down(HTTP);
        test.store().run(tx -> tx.journal(ACME, new CheckRemoved(HTTP, API, ANN)));
        world.run();
        assertThat(world.only().wheel()).isEqualTo(Incident.Wheel.PERSON);
        assertThat(world.status()).isEqualTo(Status.MAJOR_OUTAGE);
        assertThat(world.room.incidents().timeline(ACME, world.only().id()))
                .extracting(TimelineEntry::text)
                .contains("Automation left it to a person")
                .anyMatch(text -> text.startsWith("No check of Checkout API is left"));
        world.room.incidents().resolve(ACME, world.only().id(), "It is over.", ANN);
        assertThat(world.status()).isEqualTo(Status.OPERATIONAL);
    }

    @OnEachStore
    void aWheelIsReturnedOnlyToAnAutomationThatCanTurnIt(TestStore test) {
        var world = new World(test).api().up(HTTP).pass(Duration.ofHours(1));
        Incidents incidents = world.room.incidents();
        Incident nothing =
                incidents.open(ACME, NewIncident.now("Letters late", "By post.", Map.of()), ANN);
        assertThatThrownBy(() -> incidents.returnWheel(ACME, nothing.id(), ANN))
                .isInstanceOf(Conflict.class);
        assertThat(incidents.get(ACME, nothing.id()).wheel()).isEqualTo(Incident.Wheel.PERSON);
        Incident ours =
                incidents.open(
                        ACME,
                        NewIncident.now(
                                "Payments fail", "We see it.", Map.of(API, Status.DEGRADED)),
                        ANN);
        assertThat(incidents.returnWheel(ACME, ours.id(), ANN).status())
                .isEqualTo(IncidentStatus.RESOLVED);
    }

    @OnEachStore
    void whatAPersonResolvedStaysResolvedUntilItIsWellAndFailsAgain(TestStore test) {
        var world = new World(test).api().down(HTTP);
        world.room.incidents().resolve(ACME, world.only().id(), "A false alarm.", ANN);
        world.pass(Duration.ofMinutes(1)).down(HTTP).restart().run();
        assertThat(world.only().status()).isEqualTo(IncidentStatus.RESOLVED);
        world.up(HTTP).down(HTTP);
        assertThat(world.all()).hasSize(2);
    }

    @OnEachStore
    void signalsJoinWhatAPersonOpened(TestStore test) {
        var world = new World(test).api();
        world.room
                .incidents()
                .open(
                        ACME,
                        NewIncident.now(
                                "Payments fail", "We see it.", Map.of(API, Status.DEGRADED)),
                        ANN);
        world.down(HTTP);
        assertThat(world.only().updates()).hasSize(1);
        assertThat(world.room.incidents().timeline(ACME, world.only().id()))
                .extracting(TimelineEntry::kind)
                .contains(TimelineEntry.Kind.NOTE);
    }

    @OnEachStore
    void whatStandsIsProtected(TestStore test) {
        var world = new World(test).api().down(HTTP);
        Incidents incidents = world.room.incidents();
        IncidentId id = world.only().id();
        var stale =
                new NewUpdate(
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        "late",
                        Optional.of(Instant.EPOCH));
        assertThatThrownBy(() -> incidents.update(ACME, id, stale, ANN))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> incidents.deleteDraft(ACME, id, ANN)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> world.room.postmortems().write(ACME, id, "early", ANN))
                .isInstanceOf(Conflict.class);
        incidents.resolve(ACME, id, "done", ANN);
        assertThatThrownBy(() -> incidents.resolve(ACME, id, "again", ANN))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> incidents.resolve(ACME, new IncidentId("none"), "x", ANN))
                .isInstanceOf(NotFound.class);
    }

    @OnEachStore
    void wrongInputIsRefusedWithAllItsProblems(TestStore test) {
        var world = new World(test).api();
        var wrong =
                new NewIncident(
                        " ",
                        IncidentStatus.RESOLVED,
                        Optional.empty(),
                        Map.of(),
                        "x".repeat(25_001),
                        true,
                        false,
                        Optional.empty(),
                        Optional.empty());
        assertThatThrownBy(() -> world.room.incidents().open(ACME, wrong, ANN))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(InvalidInput.Problem::field)
                                        .containsExactly("name", "body", "status"));
        var strange = NewIncident.now("x", "x", Map.of(new ServiceId("none"), Status.DEGRADED));
        assertThatThrownBy(() -> world.room.incidents().open(ACME, strange, ANN))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("'none' is not a service");
    }

    @OnEachStore
    void editsOfWhatWasPublishedAreVisible(TestStore test) {
        var world = new World(test).api().down(HTTP);
        Incident before = world.only();
        world.pass(Duration.ofMinutes(1));
        Incident after =
                world.room
                        .incidents()
                        .editUpdate(
                                ACME,
                                before.id(),
                                before.updates().getFirst().id(),
                                "Better words.",
                                Optional.empty(),
                                ANN);
        assertThat(after.updates().getFirst().editedAt()).contains(world.now());
        assertThat(after.updates().getFirst().at()).isEqualTo(before.updates().getFirst().at());
        assertThat(after.wheel()).isEqualTo(Incident.Wheel.PERSON);
    }

    @OnEachStore
    void aDraftIsPublishedOrDeletedByAPerson(TestStore test) {
        var policy =
                new IncidentPolicy(
                        IncidentPolicy.Publish.AS_DRAFT, true, Duration.ZERO, Duration.ZERO, true);
        var world = new World(test).service(API, "Checkout API", policy).down(HTTP);
        world.room.incidents().deleteDraft(ACME, world.only().id(), ANN);
        world.run();
        assertThat(world.all()).isEmpty();
        world.up(HTTP).down(HTTP);
        assertThat(world.room.incidents().publish(ACME, world.only().id(), ANN).published())
                .isTrue();
    }

    @OnEachStore
    void aPostmortemIsDraftedFromTheTimelineAndPublished(TestStore test) {
        var world = new World(test).api().down(HTTP);
        IncidentId id = world.only().id();
        world.write(alert(world, id, AlertChanged.What.TRIGGERED, "by the policy of Checkout"))
                .write(alert(world, id, AlertChanged.What.STEP_TAKEN, "step 1 of 2"));
        world.pass(Duration.ofMinutes(5)).up(HTTP);
        String draft = world.room.postmortems().draft(ACME, id);
        assertThat(draft)
                .contains(
                        "## Summary",
                        "## Customer impact",
                        "## Timeline",
                        "## Root cause",
                        "## Resolution",
                        "## Preventive measures",
                        "Checkout API is down",
                        "Alert triggered")
                .doesNotContain("10.0.0.7")
                .as("the steps of a policy are the team's own affair")
                .doesNotContain("step 1 of 2");
        world.room.postmortems().write(ACME, id, draft, ANN);
        Incident published = world.room.postmortems().publish(ACME, id, ANN);
        assertThat(published.status()).isEqualTo(IncidentStatus.POSTMORTEM);
        assertThat(published.postmortem().orElseThrow().publishedAt()).contains(world.now());
    }

    private static AlertChanged alert(
            World world, IncidentId incident, AlertChanged.What what, String note) {
        var alert =
                new Alert(
                        new AlertId("alert"),
                        ACME,
                        incident,
                        new PolicyId("policy"),
                        Alert.State.TRIGGERED,
                        "Checkout API is down",
                        "",
                        world.now(),
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return new AlertChanged(alert, what, Actor.automation("policy", "its policy"), note);
    }
}
