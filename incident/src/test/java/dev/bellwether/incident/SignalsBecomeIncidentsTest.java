package dev.bellwether.incident;

import static dev.bellwether.incident.World.ACME;
import static dev.bellwether.incident.World.ANN;
import static dev.bellwether.incident.World.API;
import static dev.bellwether.incident.World.HTTP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.Status;
import dev.bellwether.model.Update;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A failing check opens an incident, and its recovery resolves it")
class SignalsBecomeIncidentsTest {
    private static final CheckId TLS = new CheckId("tls");

    @OnEachStore
    void downOpensOneIncidentInWordsForPeople(TestStore test) {
        var world = new World(test).api().down(HTTP);
        Incident incident = world.only();
        assertThat(incident.name()).isEqualTo("Checkout API is down");
        assertThat(incident.impact()).isEqualTo(Impact.CRITICAL);
        assertThat(incident.published()).isTrue();
        assertThat(incident.startedAt()).isEqualTo(world.now().minusSeconds(4));
        assertThat(incident.updates().getFirst().body())
                .startsWith("We are investigating a problem with Checkout API: it is answering")
                .doesNotContain("10.0.0.7", "secret");
        assertThat(world.room.incidents().timeline(ACME, incident.id()))
                .extracting(TimelineEntry::text)
                .anyMatch(text -> text.contains("10.0.0.7") && text.contains("verdict v1"));
        assertThat(world.status()).isEqualTo(Status.MAJOR_OUTAGE);
    }

    @OnEachStore
    void recoveryResolvesAndSaysHowLongItLasted(TestStore test) {
        var world = new World(test).api().down(HTTP);
        world.pass(Duration.ofMinutes(12)).up(HTTP);
        Incident incident = world.only();
        assertThat(incident.status()).isEqualTo(IncidentStatus.RESOLVED);
        assertThat(incident.updates().getLast().body())
                .contains("has recovered", "lasted 12 minutes");
        assertThat(world.room.postmortems().draft(ACME, incident.id()))
                .contains("(12 minutes)", "down for 12 minutes");
        assertThat(world.status()).isEqualTo(Status.OPERATIONAL);
        assertThat(world.facts(IncidentChanged.class))
                .extracting(IncidentChanged::what)
                .containsExactly(IncidentChanged.What.OPENED, IncidentChanged.What.RESOLVED);
    }

    @OnEachStore
    void aServiceThatIsWorseIsSaidToBeWorse(TestStore test) {
        var world = new World(test).api();
        world.verdict(API, TLS, Status.DEGRADED, "[TLS] 3 days left").down(HTTP);
        Incident incident = world.only();
        assertThat(incident.name()).isEqualTo("Checkout API is degraded");
        assertThat(incident.impact()).isEqualTo(Impact.CRITICAL);
        assertThat(incident.updates()).hasSize(2);
        assertThat(incident.updates().getLast().body()).contains("become worse");
        assertThat(incident.updates().getLast().affected())
                .containsExactly(
                        new Update.Affected(
                                API, "Checkout API", Status.DEGRADED, Status.MAJOR_OUTAGE));
    }

    @OnEachStore
    void aRelapseReopensAndALaterFailureOpensANewOne(TestStore test) {
        var world = new World(test).api().down(HTTP);
        world.pass(Duration.ofMinutes(2)).up(HTTP);
        world.pass(Duration.ofMinutes(5)).down(HTTP);
        assertThat(world.only().status()).isEqualTo(IncidentStatus.INVESTIGATING);
        assertThat(world.only().resolvedAt()).isEmpty();
        world.pass(Duration.ofMinutes(1)).up(HTTP);
        world.pass(Duration.ofMinutes(11)).down(HTTP);
        assertThat(world.all()).hasSize(2);
    }

    @OnEachStore
    void unknownOpensNothingAndResolvesNothing(TestStore test) {
        var world = new World(test).api();
        world.verdict(API, HTTP, Status.UNKNOWN, "no place can see");
        assertThat(world.all()).isEmpty();
        assertThat(world.status()).isEqualTo(Status.UNKNOWN);
        world.down(HTTP).verdict(API, HTTP, Status.UNKNOWN, "no place can see");
        assertThat(world.only().status()).isEqualTo(IncidentStatus.INVESTIGATING);
    }

    @OnEachStore
    void thePolicyDecidesWhetherAndWhen(TestStore test) {
        var late =
                new IncidentPolicy(
                        IncidentPolicy.Publish.AS_DRAFT,
                        false,
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(3),
                        false);
        var world = new World(test).service(API, "Checkout API", late);
        world.verdict(API, HTTP, Status.DEGRADED, "[LATENCY] slow");
        assertThat(world.all()).isEmpty();
        world.down(HTTP);
        assertThat(world.all()).isEmpty();
        world.restart().pass(Duration.ofMinutes(2));
        assertThat(world.only().published()).isFalse();
        world.up(HTTP);
        assertThat(world.only().status()).isEqualTo(IncidentStatus.MONITORING);
        world.restart().pass(Duration.ofMinutes(4));
        assertThat(world.only().status()).isEqualTo(IncidentStatus.RESOLVED);
    }

    @OnEachStore
    void neverMeansNever(TestStore test) {
        var silent =
                new IncidentPolicy(
                        IncidentPolicy.Publish.NEVER, true, Duration.ZERO, Duration.ZERO, true);
        var world = new World(test).service(API, "Checkout API", silent).down(HTTP);
        assertThat(world.all()).isEmpty();
        assertThat(world.status()).isEqualTo(Status.MAJOR_OUTAGE);
    }

    @OnEachStore
    void theStatusKeepsTheTimeItBeganAndItsHistory(TestStore test) {
        var world = new World(test).api();
        world.pass(Duration.ofHours(1)).down(HTTP);
        var began = world.now().minusSeconds(4);
        world.pass(Duration.ofMinutes(10)).up(HTTP);
        var ended = world.now().minusSeconds(4);
        assertThat(world.facts(ServiceStatusChanged.class))
                .extracting(ServiceStatusChanged::at)
                .contains(began, ended);
        List<StatusSpan> spans =
                world.room
                        .statuses()
                        .history(ACME, API, began.minusSeconds(60), ended.plusSeconds(60));
        assertThat(spans)
                .extracting(StatusSpan::status)
                .containsExactly(Status.OPERATIONAL, Status.MAJOR_OUTAGE, Status.OPERATIONAL);
        assertThat(spans.get(1).from()).isEqualTo(began);
        assertThat(spans.get(1).until()).contains(ended);
    }

    @OnEachStore
    void anotherOrganizationSeesNothingOfIt(TestStore test) {
        var world = new World(test).api().down(HTTP);
        var stranger = new dev.bellwether.model.OrganizationId("stranger");
        assertThat(world.room.incidents().find(stranger, world.only().id())).isEmpty();
        assertThat(world.room.incidents().open(stranger)).isEmpty();
        assertThat(world.room.services().find(stranger, API)).isEmpty();
    }

    @OnEachStore
    void aServiceThatIsRemovedLeavesItsIncidentToAPerson(TestStore test) {
        var world = new World(test).api().down(HTTP);
        world.room.services().remove(ACME, API, ANN);
        world.up(HTTP);
        assertThat(world.only().wheel()).isEqualTo(Incident.Wheel.PERSON);
        assertThat(world.only().status().isOpen()).isTrue();
    }

    @OnEachStore
    void twoServicesAreTwoIncidents(TestStore test) {
        var shop = new ServiceId("shop");
        var world =
                new World(test)
                        .api()
                        .service(shop, "Shop", IncidentPolicy.DEFAULT)
                        .down(HTTP)
                        .verdict(shop, new CheckId("shop-http"), Status.PARTIAL_OUTAGE, "");
        assertThat(world.all())
                .extracting(Incident::name)
                .containsExactlyInAnyOrder("Checkout API is down", "Shop is partly down");
    }
}
