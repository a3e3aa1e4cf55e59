package dev.bellwether.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Causation;
import dev.bellwether.model.CauseNamed;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("When a service takes others with it, one incident names the cause")
class OneIncidentNamesTheCauseTest {
    private static final ServiceId STRIPE = new ServiceId("stripe");
    private static final ServiceId CHECKOUT = new ServiceId("checkout");
    private static final ServiceId BILLING = new ServiceId("billing");

    private static Net shop(TestStore test) {
        return new Net(test)
                .service("stripe", true)
                .service("checkout", true, "stripe")
                .service("billing", true, "stripe");
    }

    @OnEachStore
    void childrenAreListedUnderTheCauseAndOpenNothing(TestStore test) {
        Net net =
                shop(test)
                        .down("stripe")
                        .pass(Duration.ofMinutes(1))
                        .down("checkout")
                        .down("billing");
        Incident incident = net.only();
        assertThat(incident.name()).isEqualTo("stripe is down");
        assertThat(incident.affected())
                .containsEntry(STRIPE, Status.MAJOR_OUTAGE)
                .containsEntry(CHECKOUT, Status.MAJOR_OUTAGE)
                .containsEntry(BILLING, Status.MAJOR_OUTAGE);
        assertThat(incident.updates().getLast().body())
                .isEqualTo("billing is down as well, because of stripe.");
        Causation causation =
                net.world.room.dependencies().causation(World.ACME, incident.id()).orElseThrow();
        assertThat(causation.cause()).isEqualTo(STRIPE);
        assertThat(causation.children())
                .extracting(Causation.Child::service)
                .containsExactly(CHECKOUT, BILLING);
        assertThat(net.world.facts(CauseNamed.class)).hasSize(2);
        net.up("checkout").up("billing").up("stripe").pass(Duration.ofMinutes(6));
        assertThat(net.open()).isEmpty();
        assertThat(net.world.all()).hasSize(1);
    }

    @OnEachStore
    void aCauseThatIsSeenLateTakesTheIncidentsOfItsChildren(TestStore test) {
        Net net = shop(test).down("checkout").down("billing");
        assertThat(net.open()).hasSize(2);
        net.pass(Duration.ofMinutes(3)).down("stripe");
        Incident cause = net.only();
        assertThat(cause.name()).isEqualTo("stripe is down");
        assertThat(cause.affected()).containsOnlyKeys(STRIPE, CHECKOUT, BILLING);
        Incident joined =
                net.world.all().stream()
                        .filter(one -> one.name().equals("checkout is down"))
                        .findFirst()
                        .orElseThrow();
        assertThat(joined.status()).isEqualTo(IncidentStatus.RESOLVED);
        assertThat(joined.affected()).containsEntry(CHECKOUT, Status.MAJOR_OUTAGE);
        assertThat(joined.updates().getLast().body())
                .isEqualTo(
                        "This problem with checkout is part of the incident 'stripe is down'. We go on reporting on it there.");
        assertThat(net.timeline(joined)).contains("whoever was paged for this is not paged again");
        assertThat(net.timeline(cause)).contains("was joined under this one");
        assertThat(test.store().journal().read(0, 1_000))
                .filteredOn(line -> line.fact() instanceof IncidentChanged)
                .map(line -> (IncidentChanged) line.fact())
                .filteredOn(changed -> changed.what() == IncidentChanged.What.RESOLVED)
                .as("whoever was paged for it hears where it goes on, not that it is over")
                .hasSize(2)
                .allMatch(changed -> changed.goesOnAs().equals(Optional.of("stripe is down")));
    }

    @OnEachStore
    void aLateCauseThatPagesNobodyIsToldWhereThePageWasMade(TestStore test) {
        Net net =
                new Net(test)
                        .service("stripe", false)
                        .service("checkout", true, "stripe")
                        .down("checkout")
                        .pass(Duration.ofMinutes(1))
                        .down("stripe");
        Incident incident = net.only();
        assertThat(net.world.all()).hasSize(1);
        assertThat(incident.name()).isEqualTo("checkout is down");
        assertThat(incident.affected()).containsOnlyKeys(STRIPE, CHECKOUT);
        assertThat(incident.updates().get(1).body())
                .isEqualTo("We have identified the cause: a problem with stripe.");
    }

    @OnEachStore
    void aChildThatOutlivesItsCauseStandsOnItsOwn(TestStore test) {
        Net net = shop(test).down("stripe").down("checkout").down("billing").up("stripe");
        Incident cause = net.only();
        // What a check says in this world has been so for four seconds.
        net.up("billing").pass(Duration.ofSeconds(295));
        assertThat(net.only().id()).isEqualTo(cause.id());
        net.pass(Duration.ofSeconds(1));
        Incident own = net.only();
        assertThat(own.name()).isEqualTo("checkout is down");
        assertThat(own.affected()).containsOnlyKeys(CHECKOUT);
        assertThat(net.timeline(own)).contains("whose cause has recovered");
        Incident over = net.world.room.incidents().get(World.ACME, cause.id());
        assertThat(over.status()).isEqualTo(IncidentStatus.RESOLVED);
        assertThat(
                        net.world
                                .room
                                .dependencies()
                                .causation(World.ACME, cause.id())
                                .orElseThrow()
                                .children())
                .filteredOn(child -> child.service().equals(CHECKOUT))
                .allSatisfy(child -> assertThat(child.standsAlone()).contains(own.id()));
    }

    @OnEachStore
    void outsideOfTheWindowItIsNotTheCause(TestStore test) {
        Net net = shop(test).down("stripe").pass(Duration.ofMinutes(11)).down("checkout");
        assertThat(net.open()).extracting(Incident::name).contains("checkout is down");
        assertThat(net.open()).hasSize(2);
    }

    @OnEachStore
    void aParentThatIsOnlyDegradedIsNotTheCauseOfAnOutage(TestStore test) {
        Net net = shop(test).says("stripe", Status.DEGRADED).down("checkout");
        assertThat(net.open()).hasSize(2);
        net.says("billing", Status.DEGRADED);
        assertThat(net.open()).hasSize(2);
    }

    @OnEachStore
    void childrenOfACauseThatIsNeverToldShareOneIncidentThatDoesNotNameIt(TestStore test) {
        Net net =
                new Net(test)
                        .service("stripe", false, Net.SILENT)
                        .service("checkout", true, "stripe")
                        .service("billing", true, "stripe")
                        .down("stripe")
                        .down("checkout")
                        .down("billing");
        Incident incident = net.only();
        assertThat(incident.name()).isEqualTo("checkout is down");
        assertThat(incident.updates())
                .extracting(u -> u.body())
                .noneMatch(b -> b.contains("stripe"));
        assertThat(net.timeline(incident)).contains("the cause is 'stripe'");
    }

    @OnEachStore
    void whatAPersonDrivesIsJoinedOnlyIfItPagesSomebody(TestStore test) {
        Net net = new Net(test).service("stripe", false).service("checkout", true, "stripe");
        net.down("stripe");
        net.world.room.incidents().takeWheel(World.ACME, net.only().id(), World.ANN);
        net.down("checkout");
        assertThat(net.open())
                .extracting(Incident::name)
                .containsExactlyInAnyOrder("stripe is down", "checkout is down");
    }

    @OnEachStore
    void anIncidentThatAPersonDrivesIsNotTakenAway(TestStore test) {
        Net net = shop(test).down("checkout");
        Incident mine =
                net.world.room.incidents().takeWheel(World.ACME, net.only().id(), World.ANN);
        net.down("stripe");
        assertThat(net.open()).hasSize(2);
        Incident after = net.world.room.incidents().get(World.ACME, mine.id());
        assertThat(after.updates()).hasSize(1);
        assertThat(net.timeline(after)).contains("The cause is 'stripe'");
    }

    @OnEachStore
    void aChainIsToldInTheIncidentOfItsRoot(TestStore test) {
        Net net =
                new Net(test)
                        .service("database", true)
                        .service("payments", true, "database")
                        .service("checkout", true, "payments")
                        .down("checkout")
                        .down("payments")
                        .down("database");
        assertThat(net.only().name()).isEqualTo("database is down");
        assertThat(net.only().affected()).hasSize(3);
    }

    @OnEachStore
    void manyChildrenAreListedWithoutAHundredUpdates(TestStore test) {
        Net net = new Net(test).service("stripe", true);
        for (int i = 0; i < 40; i++) {
            net.service("s" + i, true, "stripe");
        }
        net.down("stripe");
        for (int i = 0; i < 40; i++) {
            net.down("s" + i);
        }
        assertThat(net.only().affected()).hasSize(41);
        assertThat(net.only().updates()).hasSize(20);
        for (int i = 0; i < 40; i++) {
            net.up("s" + i);
        }
        net.up("stripe");
        assertThat(net.open()).isEmpty();
        assertThat(net.world.all()).hasSize(1);
    }

    @OnEachStore
    void aCircleIsRefusedAndNamed(TestStore test) {
        Net net = shop(test);
        assertThatThrownBy(() -> net.needs("stripe", "checkout"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("'stripe' needs 'checkout' needs 'stripe'");
        assertThatThrownBy(() -> net.needs("stripe", "stripe")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> net.needs("stripe", "nothing"))
                .hasMessageContaining("'nothing' is not a service");
    }

    @OnEachStore
    void aCauseThatIsRemovedLeavesItsChildrenOnTheirOwn(TestStore test) {
        Net net = shop(test).down("stripe").down("checkout");
        net.world.room.services().remove(World.ACME, STRIPE, World.ANN);
        assertThat(net.open()).extracting(Incident::name).contains("checkout is down");
        assertThat(net.world.room.dependencies().of(World.ACME, CHECKOUT).on()).isEmpty();
    }
}
