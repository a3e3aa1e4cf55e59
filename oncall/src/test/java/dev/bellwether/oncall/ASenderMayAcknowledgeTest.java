package dev.bellwether.oncall;

import static dev.bellwether.oncall.Office.ACME;
import static dev.bellwether.oncall.Office.API;
import static dev.bellwether.oncall.Office.CLERK;
import static dev.bellwether.oncall.Office.OUTAGE;
import static dev.bellwether.oncall.Office.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.AcknowledgeAsked;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertAsk;
import dev.bellwether.model.AlertAsked;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Impact;
import dev.bellwether.model.InboundAlert.Paging;
import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.MaintenanceStatus;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Severity;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Alerts of other programs page like any other, by the policy their route names, and their sender
/// may say that somebody has it.
class ASenderMayAcknowledgeTest {
    private static final PolicyId DATABASES = new PolicyId("databases");
    private static final Actor PAGERDUTY = Actor.automation("inbound", "Old pager");

    @OnEachStore
    void itPagesWhateverItsSeverity(TestStore test) {
        var office = new Office(test).annThenBob();
        raised(office, Severity.INFO, Paging.AS_THE_SERVICE_SAYS);
        assertThat(office.paged()).containsExactly("ann");
    }

    @OnEachStore
    void theRoutesPolicyStandsInThePlaceOfTheServices(TestStore test) {
        var office = new Office(test).annThenBob();
        office.room
                .policies()
                .save(
                        new EscalationPolicy(
                                DATABASES,
                                ACME,
                                "Databases",
                                List.of(step(Duration.ofMinutes(5), "bob")),
                                0),
                        CLERK);
        raised(
                office,
                Severity.CRITICAL,
                new Paging(Optional.of(DATABASES), Optional.of(Priority.P1)));
        assertThat(office.paged()).containsExactly("bob");
        assertThat(office.alert().policy()).isEqualTo(DATABASES);
    }

    @OnEachStore
    void aRouteToAPolicyThatIsGonePagesByTheServices(TestStore test) {
        var office = new Office(test).annThenBob();
        raised(office, Severity.CRITICAL, new Paging(Optional.of(DATABASES), Optional.empty()));
        assertThat(office.paged()).containsExactly("ann");
    }

    @OnEachStore
    void theSendersAcknowledgementStopsTheEscalation(TestStore test) {
        var office = new Office(test).annThenBob();
        raised(office, Severity.CRITICAL, Paging.AS_THE_SERVICE_SAYS);
        office.journal(new AcknowledgeAsked(OUTAGE, PAGERDUTY));
        office.run().pass(Duration.ofMinutes(30));

        assertThat(office.paged()).containsExactly("ann");
        assertThat(office.alert().state()).isEqualTo(Alert.State.ACKNOWLEDGED);
        assertThat(office.alert().acknowledgedBy()).contains(PAGERDUTY);
    }

    @OnEachStore
    void anAcknowledgementOfWhatPagesNobodyDoesNothing(TestStore test) {
        var office = new Office(test).annThenBob();
        office.journal(new AcknowledgeAsked(OUTAGE, PAGERDUTY));
        assertThat(office.run().room.alerts().ofIncident(ACME, OUTAGE)).isEmpty();
    }

    @OnEachStore
    void whatItSaysWhileMaintenanceHoldsThePagesIsKept(TestStore test) {
        var office = new Office(test).annThenBob();
        office.maintenance(MaintenanceStatus.IN_PROGRESS);
        raised(office, Severity.CRITICAL, Paging.AS_THE_SERVICE_SAYS);
        office.journal(new AcknowledgeAsked(OUTAGE, PAGERDUTY));
        office.run();
        assertThat(office.room.alerts().ofIncident(ACME, OUTAGE)).as("held").isEmpty();
        office.maintenance(MaintenanceStatus.COMPLETED).pass(Duration.ofMinutes(30));
        assertThat(office.alert().state()).isEqualTo(Alert.State.ACKNOWLEDGED);
        assertThat(office.alert().acknowledgedBy()).contains(PAGERDUTY);
        assertThat(office.paged()).isEmpty();
    }

    @OnEachStore
    void whatItTakesBackWhileMaintenanceHoldsThePagesIsTakenBack(TestStore test) {
        var office = new Office(test).annThenBob();
        office.maintenance(MaintenanceStatus.IN_PROGRESS);
        raised(office, Severity.CRITICAL, Paging.AS_THE_SERVICE_SAYS);
        office.journal(new AcknowledgeAsked(OUTAGE, PAGERDUTY));
        office.journal(new AlertAsked(OUTAGE, new AlertAsk.LetGo(), PAGERDUTY));
        office.run().maintenance(MaintenanceStatus.COMPLETED);
        assertThat(office.paged()).containsExactly("ann");
    }

    @OnEachStore
    void whatItAsksWhileMaintenanceHoldsThePagesIsDoneWhenItEnds(TestStore test) {
        var office = new Office(test).annThenBob();
        office.maintenance(MaintenanceStatus.IN_PROGRESS);
        raised(office, Severity.CRITICAL, Paging.AS_THE_SERVICE_SAYS);
        // Acknowledged first, then given to somebody: they are paged.
        office.journal(new AcknowledgeAsked(OUTAGE, PAGERDUTY));
        ask(office, new AlertAsk.Assign(new PersonId("olga"), "Olga"));
        ask(office, new AlertAsk.Assign(new PersonId("bob"), "Bob"));
        ask(office, new AlertAsk.Rank(Priority.P4));
        assertThat(office.room.alerts().ofIncident(ACME, OUTAGE)).as("held").isEmpty();
        office.maintenance(MaintenanceStatus.COMPLETED).run();
        assertThat(office.paged()).as("the last one counts").containsExactly("bob");
        assertThat(office.alert().handling().priority()).isEqualTo(Priority.P4);
        assertThat(office.said()).contains("assigned to Bob by Old pager");
    }

    @OnEachStore
    void whatItSnoozesWhileMaintenanceHoldsThePagesSleepsUntilItsEnd(TestStore test) {
        var office = new Office(test).annThenBob();
        office.maintenance(MaintenanceStatus.IN_PROGRESS);
        raised(office, Severity.CRITICAL, Paging.AS_THE_SERVICE_SAYS);
        ask(office, new AlertAsk.Snooze(office.now().plus(Duration.ofHours(2))));
        office.maintenance(MaintenanceStatus.COMPLETED).pass(Duration.ofHours(1));
        assertThat(office.paged()).isEmpty();
        office.pass(Duration.ofHours(2));
        assertThat(office.paged()).contains("ann");
    }

    @OnEachStore
    void aSnoozeThatIsOverBeforeMaintenanceIsHoldsNothingBack(TestStore test) {
        var office = new Office(test).annThenBob();
        office.maintenance(MaintenanceStatus.IN_PROGRESS);
        raised(office, Severity.CRITICAL, Paging.AS_THE_SERVICE_SAYS);
        ask(office, new AlertAsk.Snooze(office.now().plus(Duration.ofHours(1))));
        office.pass(Duration.ofHours(2)).maintenance(MaintenanceStatus.COMPLETED).run();
        assertThat(office.paged()).containsExactly("ann");
    }

    @OnEachStore
    void aResponderIsPagedAtOnceAndTheStepsGoOn(TestStore test) {
        var office = new Office(test).annThenBob();
        raised(office, Severity.CRITICAL, Paging.AS_THE_SERVICE_SAYS);
        ask(office, new AlertAsk.Join(new Target.ToPerson(new PersonId("olga")), "Olga"));
        assertThat(office.paged()).containsExactly("ann", "olga");
        assertThat(office.said()).contains("Olga is told too, asked by Old pager");
        office.pass(Duration.ofMinutes(5));
        assertThat(office.paged()).containsExactly("ann", "olga", "bob");
    }

    @OnEachStore
    void aResponderWhomNothingReachesIsSaid(TestStore test) {
        var office = new Office(test).annThenBob().hire("mute", Role.RESPONDER, false);
        raised(office, Severity.CRITICAL, Paging.AS_THE_SERVICE_SAYS);
        ask(office, new AlertAsk.Join(new Target.ToPerson(new PersonId("mute")), "Mute"));
        assertThat(office.paged()).containsExactly("ann");
        assertThat(office.said())
                .contains(
                        "Mute was to be told too by Old pager, and nobody of them can be reached");
    }

    private static void ask(Office office, AlertAsk ask) {
        office.journal(new AlertAsked(OUTAGE, ask, PAGERDUTY));
        office.run();
    }

    @OnEachStore
    void nobodyHasItAnyMoreAndItPagesAnew(TestStore test) {
        var office = new Office(test).annThenBob();
        raised(office, Severity.CRITICAL, Paging.AS_THE_SERVICE_SAYS);
        office.journal(new AcknowledgeAsked(OUTAGE, PAGERDUTY));
        office.run();
        office.journal(new AlertAsked(OUTAGE, new AlertAsk.LetGo(), PAGERDUTY));
        office.run();
        assertThat(office.paged()).containsExactly("ann", "ann");
        assertThat(office.said())
                .contains("Old pager says that nobody has it any more; triggered again");
    }

    private static void raised(Office office, Severity severity, Paging paging) {
        Status status = severity.status();
        office.journal(
                new IncidentChanged(
                        new Incident(
                                OUTAGE,
                                ACME,
                                "Disk is full",
                                IncidentStatus.INVESTIGATING,
                                Impact.of(status),
                                office.now(),
                                office.now(),
                                office.now(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(API, status),
                                List.of(),
                                Optional.empty(),
                                false,
                                Incident.Wheel.AUTOMATION,
                                false,
                                Optional.of(
                                        new Incident.Origin(
                                                new IntegrationId("old"),
                                                "Old pager",
                                                "disk",
                                                severity,
                                                paging))),
                        IncidentChanged.What.OPENED,
                        PAGERDUTY));
        office.run();
    }
}
