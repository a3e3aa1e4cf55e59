package dev.bellwether.oncall;

import static dev.bellwether.oncall.Office.ACME;
import static dev.bellwether.oncall.Office.POLICY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.MaintenanceStatus;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.Role;
import dev.bellwether.model.Status;
import dev.bellwether.model.TimelineNoted;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("An incident reaches a person, and does not rest before somebody says \"I have it\"")
class AnIncidentReachesAPersonTest {
    private static final Actor ANN = new Actor(Actor.Kind.PERSON, "ann", "Ann");
    private static final Duration FIVE = Duration.ofMinutes(5);

    @OnEachStore
    void stepsInOrderAgainAndThenTheOwners(TestStore test) {
        var office = new Office(test).annThenBob().opened();
        assertThat(office.paged()).containsExactly("ann");
        for (int i = 0; i < 4; i++) {
            office.restart().pass(FIVE);
        }
        assertThat(office.paged()).containsExactly("ann", "bob", "ann", "bob", "olga");
        office.restart().pass(Duration.ofMinutes(30));
        assertThat(office.paged()).endsWith("olga", "olga");
        assertThat(office.facts(PageDue.class))
                .extracting(PageDue::delivery)
                .doesNotHaveDuplicates();
        assertThat(office.facts(PageDue.class).getFirst().methods()).hasSize(1);
    }

    @OnEachStore
    void aPageSaysWhatIsWrongAndSinceWhenAsAPersonWould(TestStore test) {
        var office = new Office(test).annThenBob().opened();
        assertThat(office.facts(PageDue.class).getFirst().text())
                .containsPattern(
                        "Checkout API: major outage\\. Since \\d\\d:\\d\\d UTC on \\d{1,2} [A-Z][a-z]+"
                                + " \\d{4}\\.");
    }

    @OnEachStore
    void acknowledgingStopsItAndTakesBackWhatWasNotSent(TestStore test) {
        var office = new Office(test).annThenBob().opened();
        Alert alert = office.room.alerts().acknowledge(ACME, office.id(), ANN);
        assertThat(alert.state()).isEqualTo(Alert.State.ACKNOWLEDGED);
        assertThat(office.room.alerts().acknowledge(ACME, office.id(), ANN)).isEqualTo(alert);
        office.pass(Duration.ofHours(3));
        assertThat(office.paged()).containsExactly("ann");
        // What became of a message is for the room that sends it to say.
        assertThat(office.facts(DeliveryChanged.class)).isEmpty();
        office.resolved();
        assertThat(office.alert().state()).isEqualTo(Alert.State.RESOLVED);
        assertThatThrownBy(() -> office.room.alerts().resolve(ACME, office.id(), ANN))
                .isInstanceOf(Conflict.class);
    }

    @OnEachStore
    void anAlertWhoseIncidentJoinedItsCauseSaysThatItGoesOn(TestStore test) {
        var office = new Office(test).annThenBob().opened();
        Incident before = office.facts(IncidentChanged.class).getLast().incident();
        office.journal(
                new IncidentChanged(
                        new Incident(
                                before.id(),
                                before.organization(),
                                before.name(),
                                IncidentStatus.RESOLVED,
                                before.impact(),
                                before.startedAt(),
                                before.createdAt(),
                                before.updatedAt(),
                                before.monitoringAt(),
                                Optional.of(before.updatedAt()),
                                before.affected(),
                                before.updates(),
                                before.postmortem(),
                                before.published(),
                                before.wheel(),
                                before.backfilled()),
                        IncidentChanged.What.RESOLVED,
                        Office.CLERK,
                        Optional.of("Stripe is down")));
        office.run();
        AlertChanged last = office.facts(AlertChanged.class).getLast();
        assertThat(last.what()).isEqualTo(AlertChanged.What.RESOLVED);
        assertThat(last.note()).isEqualTo("followed by the incident 'Stripe is down'");
        assertThat(last.goesOnAs()).contains("Stripe is down");
    }

    @OnEachStore
    void aPageThatFailedEscalatesNow(TestStore test) {
        var office = new Office(test).annThenBob().opened();
        PageDue page = office.facts(PageDue.class).getFirst();
        office.delivery(page, DeliveryChanged.State.GAVE_UP);
        assertThat(office.paged()).containsExactly("ann");
        office.delivery(page, DeliveryChanged.State.FAILED);
        assertThat(office.paged()).containsExactly("ann", "bob");
        office.delivery(page, DeliveryChanged.State.FAILED);
        assertThat(office.paged()).containsExactly("ann", "bob");
    }

    @OnEachStore
    void aStepThatReachesNobodyIsSkippedAtOnceAndSaid(TestStore test) {
        var office = new Office(test).annThenBob().hire("ann", Role.RESPONDER, false).opened();
        assertThat(office.paged()).containsExactly("bob");
        assertThat(office.facts(AlertChanged.class))
                .extracting(AlertChanged::what)
                .containsExactly(
                        AlertChanged.What.TRIGGERED,
                        AlertChanged.What.STEP_SKIPPED,
                        AlertChanged.What.STEP_TAKEN);
    }

    @OnEachStore
    void nobodyAtAllGoesToTheOwnersAtOnce(TestStore test) {
        var office =
                new Office(test)
                        .annThenBob()
                        .hire("ann", Role.RESPONDER, false)
                        .hire("bob", Role.RESPONDER, false)
                        .opened();
        assertThat(office.paged()).containsExactly("olga");
    }

    @OnEachStore
    void aResolvedIncidentEndsItAndAReopenedOnePagesAnew(TestStore test) {
        var office = new Office(test).annThenBob().opened().resolved();
        assertThat(office.alert().state()).isEqualTo(Alert.State.RESOLVED);
        office.pass(FIVE)
                .incident(
                        IncidentStatus.INVESTIGATING,
                        Status.MAJOR_OUTAGE,
                        IncidentChanged.What.REOPENED);
        assertThat(office.paged()).containsExactly("ann", "ann");
        assertThat(office.facts(PageDue.class))
                .extracting(PageDue::delivery)
                .doesNotHaveDuplicates();
    }

    @OnEachStore
    void importsAndMereDegradationPageNobodyAndGettingWorseDoes(TestStore test) {
        var office = new Office(test).annThenBob();
        office.incident(
                IncidentStatus.INVESTIGATING,
                Status.MAJOR_OUTAGE,
                IncidentChanged.What.OPENED,
                true);
        office.incident(IncidentStatus.INVESTIGATING, Status.DEGRADED, IncidentChanged.What.OPENED);
        assertThat(office.paged()).isEmpty();
        office.incident(
                IncidentStatus.INVESTIGATING, Status.PARTIAL_OUTAGE, IncidentChanged.What.UPDATED);
        assertThat(office.paged()).containsExactly("ann");
    }

    @OnEachStore
    void maintenanceHoldsPagesBackAndItsEndLetsThemGo(TestStore test) {
        var office = new Office(test).annThenBob();
        office.maintenance(MaintenanceStatus.IN_PROGRESS).opened().pass(FIVE);
        assertThat(office.paged()).isEmpty();
        office.restart().maintenance(MaintenanceStatus.COMPLETED);
        assertThat(office.paged()).containsExactly("ann");
        office.maintenance(MaintenanceStatus.IN_PROGRESS).pass(Duration.ofMinutes(20));
        assertThat(office.paged()).containsExactly("ann");
        office.maintenance(MaintenanceStatus.COMPLETED).pass(Duration.ofMinutes(1));
        assertThat(office.paged()).containsExactly("ann", "bob");
    }

    @OnEachStore
    void thePageCarriesTheEvidenceAndWhoWasToldIsKnown(TestStore test) {
        var office = new Office(test).annThenBob();
        office.journal(
                new dev.bellwether.model.CheckRemoved(
                        new dev.bellwether.model.CheckId("x"), Office.API, Office.CLERK));
        test.store()
                .run(tx -> {
                    tx.journal(
                            ACME,
                            new IncidentChanged(
                                    incident(office), IncidentChanged.What.OPENED, Office.CLERK));
                    tx.journal(
                            ACME,
                            new TimelineNoted(
                                    Office.OUTAGE, "[STATUS] 503 is not in 200-299", ANN));
                });
        office.run();
        PageDue page = office.facts(PageDue.class).getFirst();
        assertThat(page.text())
                .contains("Checkout API: major outage", "[STATUS] 503 is not in 200-299");
        office.delivery(page, DeliveryChanged.State.DELIVERED);
        List<Told> told = office.room.alerts().told(ACME, office.id());
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().state()).contains(DeliveryChanged.State.DELIVERED);
        assertThat(told.getFirst().detail()).isEqualTo("250 ok");
    }

    @OnEachStore
    void aPolicyInUseIsNotRemoved(TestStore test) {
        var office = new Office(test).annThenBob().run();
        assertThatThrownBy(() -> office.room.policies().remove(ACME, POLICY, ANN))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("Checkout API");
    }

    private static dev.bellwether.model.Incident incident(Office office) {
        return new dev.bellwether.model.Incident(
                Office.OUTAGE,
                ACME,
                "Checkout API is down",
                IncidentStatus.INVESTIGATING,
                dev.bellwether.model.Impact.CRITICAL,
                office.now(),
                office.now(),
                office.now(),
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                java.util.Map.of(Office.API, Status.MAJOR_OUTAGE),
                List.of(),
                java.util.Optional.empty(),
                true,
                dev.bellwether.model.Incident.Wheel.AUTOMATION,
                false);
    }
}
