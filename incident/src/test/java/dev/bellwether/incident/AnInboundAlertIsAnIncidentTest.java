package dev.bellwether.incident;

import static dev.bellwether.incident.World.ACME;
import static dev.bellwether.incident.World.ANN;
import static dev.bellwether.incident.World.API;
import static dev.bellwether.incident.World.HTTP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.AcknowledgeAsked;
import dev.bellwether.model.Actor;
import dev.bellwether.model.InboundAlert;
import dev.bellwether.model.InboundSignal;
import dev.bellwether.model.InboundSignal.What;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.Severity;
import dev.bellwether.model.Status;
import dev.bellwether.model.TimelineNoted;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Instant;
import java.util.Map;

/// Each alert of another program is an incident of its own, for as long as its sender holds it
/// open.
class AnInboundAlertIsAnIncidentTest {
    private static final Actor PROMETHEUS = Actor.automation("inbound", "Prometheus");

    @OnEachStore
    void twoKeysAreTwoIncidentsAndEachEndsWithItsOwn(TestStore test) {
        var world = new World(test).api();
        say(world, alert("one", Severity.CRITICAL, false), What.RAISED);
        say(world, alert("two", Severity.WARNING, false), What.RAISED);
        say(world, alert("one", Severity.CRITICAL, false), What.RESOLVED);

        assertThat(incident(world, "one").status()).isEqualTo(IncidentStatus.RESOLVED);
        assertThat(incident(world, "two").status()).isEqualTo(IncidentStatus.INVESTIGATING);
        assertThat(incident(world, "two").affected()).containsEntry(API, Status.DEGRADED);
        assertThat(incident(world, "two").origin().orElseThrow().sender()).isEqualTo("Prometheus");
    }

    @OnEachStore
    void noPageTellsOfItUnlessItsIntegrationSaysSo(TestStore test) {
        var world = new World(test).api();
        say(world, alert("one", Severity.CRITICAL, false), What.RAISED);

        assertThat(incident(world, "one").published()).isFalse();
        assertThat(incident(world, "one").name()).isEqualTo("Disk of db-3 is full");
        assertThat(world.status()).isEqualTo(Status.OPERATIONAL);

        say(world, alert("two", Severity.ERROR, true), What.RAISED);

        assertThat(incident(world, "two").published()).isTrue();
        assertThat(incident(world, "two").name()).isEqualTo("Checkout API is partly down");
        assertThat(incident(world, "two").updates().getFirst().body()).doesNotContain("db-3");
        assertThat(world.status()).isEqualTo(Status.PARTIAL_OUTAGE);

        say(world, alert("two", Severity.ERROR, true), What.RESOLVED);

        assertThat(world.status()).isEqualTo(Status.OPERATIONAL);
    }

    @OnEachStore
    void checksNeitherJoinItNorEndIt(TestStore test) {
        var world = new World(test).api();
        say(world, alert("one", Severity.CRITICAL, true), What.RAISED);
        world.down(HTTP);

        assertThat(world.all()).hasSize(2);

        world.up(HTTP);

        assertThat(incident(world, "one").status()).isEqualTo(IncidentStatus.INVESTIGATING);
        assertThat(world.all())
                .filteredOn(one -> one.origin().isEmpty())
                .allMatch(one -> one.status() == IncidentStatus.RESOLVED);
    }

    @OnEachStore
    void aPersonKeepsTheWheelAndTheTimelineTellsWhatTheSenderSays(TestStore test) {
        var world = new World(test).api();
        say(world, alert("one", Severity.WARNING, false), What.RAISED);
        world.room
                .incidents()
                .update(
                        ACME,
                        new IncidentId("one"),
                        NewUpdate.of(IncidentStatus.IDENTIFIED, "We are on it."),
                        ANN);
        say(world, alert("one", Severity.CRITICAL, false), What.CHANGED);
        say(world, alert("one", Severity.CRITICAL, false), What.RESOLVED);

        assertThat(incident(world, "one").status()).isEqualTo(IncidentStatus.IDENTIFIED);
        assertThat(incident(world, "one").affected()).containsEntry(API, Status.DEGRADED);
        assertThat(world.facts(TimelineNoted.class))
                .extracting(TimelineNoted::text)
                .anyMatch(text -> text.startsWith("'Prometheus' says critical: Disk of db-3"))
                .anyMatch(text -> text.contains("a person has the wheel"));
    }

    @OnEachStore
    void anAcknowledgementOfTheSenderIsPassedOnOnlyWhileItIsOpen(TestStore test) {
        var world = new World(test).api();
        say(world, alert("one", Severity.CRITICAL, false), What.RAISED);
        say(world, alert("one", Severity.CRITICAL, false), What.ACKNOWLEDGED);
        say(world, alert("one", Severity.CRITICAL, false), What.RESOLVED);
        say(world, alert("one", Severity.CRITICAL, false), What.ACKNOWLEDGED);

        assertThat(world.facts(AcknowledgeAsked.class))
                .containsExactly(new AcknowledgeAsked(new IncidentId("one"), PROMETHEUS));
    }

    @OnEachStore
    void whatARouteDropsOpensNothing(TestStore test) {
        var world = new World(test).api();
        say(world, alert("one", Severity.CRITICAL, false), What.DROPPED);

        assertThat(world.all()).isEmpty();
    }

    private static Incident incident(World world, String id) {
        return world.room.incidents().get(ACME, new IncidentId(id));
    }

    private static void say(World world, InboundAlert alert, What what) {
        world.write(new InboundSignal(alert, what, "", PROMETHEUS));
    }

    private static InboundAlert alert(String id, Severity severity, boolean published) {
        return new InboundAlert(
                new IncidentId(id),
                ACME,
                new IntegrationId("prom"),
                "Prometheus",
                "key-" + id,
                API,
                severity,
                "Disk of db-3 is full",
                "db-3",
                Map.of("cluster", "eu"),
                "",
                "",
                InboundAlert.Paging.AS_THE_SERVICE_SAYS,
                published,
                Instant.EPOCH);
    }
}
