package dev.bellwether.oncall;

import static dev.bellwether.oncall.Office.ACME;
import static dev.bellwether.oncall.Office.API;
import static dev.bellwether.oncall.Office.CLERK;
import static dev.bellwether.oncall.Office.OUTAGE;
import static dev.bellwether.oncall.Office.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whoever said "I have it" said so of what they knew. When it gets worse, or another service that
/// pages joins, somebody is paged again; also while a person has the wheel and the incident's own
/// words stand still.
class WhatGetsWorsePagesAgainTest {
    private static final ServiceId SEARCH = new ServiceId("search");

    @OnEachStore
    void anAcknowledgedIncidentWhoseImpactGrowsPagesFromTheFirstStep(TestStore test) {
        var office = acknowledged(test, Status.PARTIAL_OUTAGE);
        said(office, Map.of(API, Status.MAJOR_OUTAGE), Impact.CRITICAL);

        assertThat(office.paged()).containsExactly("ann", "ann");
        assertThat(office.alert().state()).isEqualTo(Alert.State.TRIGGERED);
        assertThat(office.facts(AlertChanged.class))
                .filteredOn(fact -> fact.what() == AlertChanged.What.TRIGGERED)
                .extracting(AlertChanged::note)
                .last()
                .isEqualTo("worse than what was acknowledged: the impact is critical now");
        assertThat(office.facts(PageDue.class).getLast().text()).contains("Impact critical");

        office.pass(Duration.ofMinutes(5));
        assertThat(office.paged()).containsExactly("ann", "ann", "bob");
    }

    @OnEachStore
    void theSameWordsAgainAndWhatGetsBetterPageNobody(TestStore test) {
        var office = acknowledged(test, Status.MAJOR_OUTAGE);
        said(office, Map.of(API, Status.MAJOR_OUTAGE), Impact.CRITICAL);
        said(office, Map.of(API, Status.PARTIAL_OUTAGE), Impact.MAJOR);
        said(office, Map.of(API, Status.MAJOR_OUTAGE), Impact.CRITICAL);
        checksSay(office, Status.MAJOR_OUTAGE);
        assertThat(office.paged()).containsExactly("ann");
        assertThat(office.alert().state()).isEqualTo(Alert.State.ACKNOWLEDGED);
    }

    @OnEachStore
    void aServiceThatJoinsPagesByItsOwnPolicy(TestStore test) {
        var office = acknowledged(test, Status.MAJOR_OUTAGE);
        var searchers = new PolicyId("searchers");
        office.room
                .policies()
                .save(
                        new EscalationPolicy(
                                searchers,
                                ACME,
                                "Search",
                                List.of(step(Duration.ofMinutes(5), "bob")),
                                0),
                        CLERK);
        service(office, SEARCH, "Search", searchers);
        said(
                office,
                Map.of(API, Status.MAJOR_OUTAGE, SEARCH, Status.MAJOR_OUTAGE),
                Impact.CRITICAL);
        assertThat(office.paged()).containsExactly("ann", "bob");
        assertThat(office.alert().policy()).isEqualTo(searchers);
    }

    @OnEachStore
    void whileAPersonHasTheWheelWhatTheChecksSayCounts(TestStore test) {
        var office = acknowledged(test, Status.PARTIAL_OUTAGE);
        checksSay(office, Status.MAJOR_OUTAGE);
        assertThat(office.paged()).containsExactly("ann", "ann");
        assertThat(office.facts(PageDue.class).getLast().text())
                .startsWith("Now worse. Checkout API: major outage.");
        checksSay(office, Status.MAJOR_OUTAGE);
        assertThat(office.paged()).as("told once").hasSize(2);
    }

    @OnEachStore
    void whatPagedNobodyAtFirstPagesWhenTheChecksSayThatItIsDown(TestStore test) {
        var office = new Office(test).annThenBob();
        said(office, Map.of(API, Status.DEGRADED), Impact.MINOR);
        assertThat(office.paged()).isEmpty();
        checksSay(office, Status.MAJOR_OUTAGE);
        assertThat(office.paged()).containsExactly("ann");
    }

    @OnEachStore
    void afterItsEndNothingOfItPages(TestStore test) {
        var office = new Office(test).annThenBob();
        said(office, Map.of(API, Status.DEGRADED), Impact.MINOR);
        office.resolved();
        checksSay(office, Status.MAJOR_OUTAGE);
        assertThat(office.paged()).isEmpty();
    }

    @OnEachStore
    void reopenedAsSmallAndThenWorseItPages(TestStore test) {
        var office = acknowledged(test, Status.MAJOR_OUTAGE).resolved();
        office.incident(
                IncidentStatus.INVESTIGATING, Status.DEGRADED, IncidentChanged.What.REOPENED);
        assertThat(office.paged()).containsExactly("ann");
        said(office, Map.of(API, Status.MAJOR_OUTAGE), Impact.CRITICAL);
        assertThat(office.paged()).containsExactly("ann", "ann");
    }

    private static Office acknowledged(TestStore test, Status status) {
        var office = new Office(test).annThenBob();
        office.incident(IncidentStatus.INVESTIGATING, status, IncidentChanged.What.OPENED);
        office.room.alerts().acknowledge(ACME, office.id(), CLERK);
        return office.run();
    }

    private static void checksSay(Office office, Status status) {
        office.journal(
                new ServiceStatusChanged(API, Status.DEGRADED, status, office.now(), "its checks"));
        office.run();
    }

    private static void service(Office office, ServiceId id, String name, PolicyId policy) {
        office.journal(
                new ServiceChanged(
                        new Service(
                                id, ACME, name, "", IncidentPolicy.DEFAULT, Optional.of(policy)),
                        CLERK));
    }

    private static void said(Office office, Map<ServiceId, Status> affected, Impact impact) {
        office.journal(
                new IncidentChanged(
                        new Incident(
                                OUTAGE,
                                ACME,
                                "Checkout API is down",
                                IncidentStatus.INVESTIGATING,
                                impact,
                                office.now(),
                                office.now(),
                                office.now(),
                                Optional.empty(),
                                Optional.empty(),
                                affected,
                                List.of(),
                                Optional.empty(),
                                true,
                                Incident.Wheel.PERSON,
                                false),
                        IncidentChanged.What.UPDATED,
                        CLERK));
        office.run();
    }
}
