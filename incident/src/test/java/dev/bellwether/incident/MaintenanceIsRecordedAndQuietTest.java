package dev.bellwether.incident;

import static dev.bellwether.incident.World.ACME;
import static dev.bellwether.incident.World.ANN;
import static dev.bellwether.incident.World.API;
import static dev.bellwether.incident.World.HTTP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceStatus;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Maintenance begins and ends by itself, opens nothing, and records everything")
class MaintenanceIsRecordedAndQuietTest {
    @OnEachStore
    void whatIsStillDownAtTheEndOpens(TestStore test) {
        var world = new World(test).api();
        Maintenance planned = plan(world);
        world.restart().pass(Duration.ofHours(1));
        assertThat(world.status()).isEqualTo(Status.MAINTENANCE);
        world.down(HTTP);
        assertThat(world.all()).isEmpty();
        assertThat(world.status()).isEqualTo(Status.MAINTENANCE);
        assertThat(world.room.maintenances().timeline(ACME, planned.id()))
                .extracting(TimelineEntry::text)
                .anyMatch(text -> text.contains("[STATUS] 503"));
        world.restart().pass(Duration.ofHours(1));
        assertThat(world.room.maintenances().get(ACME, planned.id()).status())
                .isEqualTo(MaintenanceStatus.COMPLETED);
        assertThat(world.only().name()).isEqualTo("Checkout API is down");
        assertThat(world.status()).isEqualTo(Status.MAJOR_OUTAGE);
    }

    @OnEachStore
    void whatRecoversMeanwhileNeverOpens(TestStore test) {
        var world = new World(test).api();
        plan(world);
        world.pass(Duration.ofHours(1)).down(HTTP).up(HTTP).pass(Duration.ofHours(1));
        assertThat(world.all()).isEmpty();
        assertThat(world.status()).isEqualTo(Status.OPERATIONAL);
    }

    @OnEachStore
    void byHandItIsStartedSaidAndCompleted(TestStore test) {
        var world = new World(test).api();
        Maintenances doors = world.room.maintenances();
        Maintenance planned = plan(world);
        doors.start(ACME, planned.id(), "Earlier than planned.", ANN);
        assertThatThrownBy(() -> doors.start(ACME, planned.id(), "x", ANN))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> doors.cancel(ACME, planned.id(), ANN))
                .isInstanceOf(Conflict.class);
        doors.update(ACME, planned.id(), "Half way.", ANN);
        Maintenance done = doors.complete(ACME, planned.id(), "Done.", ANN);
        assertThat(done.updates()).hasSize(4);
        assertThat(done.completedAt()).contains(world.now());
        world.pass(Duration.ofHours(3));
        assertThat(doors.get(ACME, planned.id())).isEqualTo(done);
    }

    @OnEachStore
    void timesThatEndBeforeTheyBeginAreRefused(TestStore test) {
        var world = new World(test).api();
        var wrong = new NewMaintenance("", world.now(), world.now(), Set.of(API), "", true);
        assertThatThrownBy(() -> world.room.maintenances().schedule(ACME, wrong, ANN))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContainingAll("name", "body", "scheduledUntil");
    }

    private static Maintenance plan(World world) {
        return world.room
                .maintenances()
                .schedule(
                        ACME,
                        new NewMaintenance(
                                "Database upgrade",
                                world.now().plus(Duration.ofHours(1)),
                                world.now().plus(Duration.ofHours(2)),
                                Set.of(API),
                                "We upgrade the database.",
                                true),
                        ANN);
    }
}
