package dev.bellwether.incident;

import static dev.bellwether.incident.World.ACME;
import static dev.bellwether.incident.World.ANN;
import static dev.bellwether.incident.World.API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceReminded;
import dev.bellwether.model.MaintenanceStatus;
import dev.bellwether.model.NotFound;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Maintenance comes again by its rule, begins and ends by itself, and reminds before")
class MaintenanceComesAgainTest {
    // The clock of the tests stands at Friday, 1 May 2026.
    private static NewSeries sundays(Duration lasts) {
        return new NewSeries(
                "Database upgrades",
                "We upgrade the database.",
                Set.of(API),
                "2026-05-03T03:00",
                "Europe/Berlin",
                "FREQ=WEEKLY;BYDAY=SU",
                lasts,
                true,
                List.of(Duration.ofHours(24), Duration.ofHours(1)));
    }

    private static final Duration HOUR = Duration.ofHours(1);

    private static List<Instant> starts(World world) {
        return world.room.maintenances().open(ACME).stream()
                .map(Maintenance::scheduledFor)
                .toList();
    }

    @OnEachStore
    void aMonthIsAnnouncedAheadAndTheNextFollow(TestStore test) {
        var world = new World(test).api();
        world.room.series().make(ACME, sundays(HOUR), ANN);
        assertThat(starts(world)).hasSize(5).startsWith(Instant.parse("2026-05-03T01:00:00Z"));
        world.run().pass(Duration.ofDays(4));
        assertThat(starts(world)).hasSize(4).endsWith(Instant.parse("2026-05-31T01:00:00Z"));
        world.restart().pass(Duration.ofDays(5));
        assertThat(world.room.maintenances().list(ACME, java.util.Optional.empty(), 50).items())
                .extracting(Maintenance::scheduledFor)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(5);
    }

    @OnEachStore
    void eachBeginsAndEndsByItselfAndItsServicesAreQuietMeanwhile(TestStore test) {
        var world = new World(test).api();
        world.room.series().make(ACME, sundays(HOUR), ANN);
        Maintenance first = world.room.maintenances().open(ACME).getFirst();
        world.pass(Duration.between(world.now(), first.scheduledFor()));
        assertThat(world.room.maintenances().get(ACME, first.id()).status())
                .isEqualTo(MaintenanceStatus.IN_PROGRESS);
        world.down(World.HTTP);
        assertThat(world.all()).isEmpty();
        world.up(World.HTTP).pass(HOUR);
        assertThat(world.room.maintenances().get(ACME, first.id()).status())
                .isEqualTo(MaintenanceStatus.COMPLETED);
    }

    @OnEachStore
    void peopleAreRemindedOnceForEachReminder(TestStore test) {
        var world = new World(test).api();
        world.room.series().make(ACME, sundays(HOUR), ANN);
        Instant start = world.room.maintenances().open(ACME).getFirst().scheduledFor();
        world.pass(Duration.between(world.now(), start.minus(Duration.ofHours(24))));
        world.run().restart().run();
        assertThat(world.facts(MaintenanceReminded.class))
                .extracting(MaintenanceReminded::before)
                .containsExactly(Duration.ofHours(24));
        world.pass(Duration.ofHours(23));
        assertThat(world.facts(MaintenanceReminded.class))
                .extracting(MaintenanceReminded::before)
                .containsExactly(Duration.ofHours(24), HOUR);
    }

    @OnEachStore
    void afterAPauseTheShortestReminderIsEnoughAndAPastOneIsNotTold(TestStore test) {
        var world = new World(test).api();
        world.room.series().make(ACME, sundays(HOUR), ANN);
        Instant start = world.room.maintenances().open(ACME).getFirst().scheduledFor();
        world.pass(Duration.between(world.now(), start.minus(Duration.ofMinutes(30))));
        assertThat(world.facts(MaintenanceReminded.class))
                .extracting(MaintenanceReminded::before)
                .containsExactly(HOUR);
    }

    @OnEachStore
    void oneIsSkipped(TestStore test) {
        var world = new World(test).api();
        Series series = world.room.series().make(ACME, sundays(HOUR), ANN);
        world.room.series().skip(ACME, series.id(), "2026-05-10T03:00", ANN);
        assertThat(starts(world))
                .doesNotContain(Instant.parse("2026-05-10T01:00:00Z"))
                .contains(Instant.parse("2026-05-17T01:00:00Z"));
        world.pass(Duration.ofDays(1));
        assertThat(starts(world)).doesNotContain(Instant.parse("2026-05-10T01:00:00Z"));
        assertThatThrownBy(
                        () -> world.room.series().skip(ACME, series.id(), "2026-05-11T03:00", ANN))
                .isInstanceOf(NotFound.class);
    }

    @OnEachStore
    void oneIsChangedByItself(TestStore test) {
        var world = new World(test).api();
        Series series = world.room.series().make(ACME, sundays(HOUR), ANN);
        Maintenance one = world.room.maintenances().open(ACME).get(1);
        Instant later = one.scheduledFor().plus(Duration.ofHours(2));
        world.room
                .maintenances()
                .change(
                        ACME,
                        one.id(),
                        new NewMaintenance("Later", later, later.plus(HOUR), Set.of(API), "", true),
                        ANN);
        world.pass(Duration.ofDays(1));
        assertThat(starts(world)).contains(later).doesNotContain(one.scheduledFor());
        assertThat(world.room.series().occurrence(ACME, one.id()).orElseThrow().series())
                .isEqualTo(series.id());
    }

    @OnEachStore
    void allFollowingAreChanged(TestStore test) {
        var world = new World(test).api();
        Series series = world.room.series().make(ACME, sundays(HOUR), ANN);
        NewSeries mondays =
                new NewSeries(
                        "Moved",
                        "We upgrade the database.",
                        Set.of(API),
                        "2026-05-18T03:00",
                        "Europe/Berlin",
                        "FREQ=WEEKLY;BYDAY=MO",
                        HOUR,
                        true,
                        List.of());
        Series after =
                world.room
                        .series()
                        .changeFollowing(ACME, series.id(), "2026-05-17T03:00", mondays, ANN);
        assertThat(after.id()).isNotEqualTo(series.id());
        assertThat(starts(world))
                .containsExactly(
                        Instant.parse("2026-05-03T01:00:00Z"),
                        Instant.parse("2026-05-10T01:00:00Z"),
                        Instant.parse("2026-05-18T01:00:00Z"),
                        Instant.parse("2026-05-25T01:00:00Z"));
        world.pass(Duration.ofDays(60));
        assertThat(world.room.maintenances().list(ACME, java.util.Optional.empty(), 50).items())
                .filteredOn(
                        one -> one.scheduledFor().isAfter(Instant.parse("2026-05-18T00:00:00Z")))
                .allSatisfy(one -> assertThat(one.name()).isEqualTo("Moved"));
    }

    @OnEachStore
    void allAreChangedAndWhatStaysKeepsItsId(TestStore test) {
        var world = new World(test).api();
        Series series = world.room.series().make(ACME, sundays(HOUR), ANN);
        var ids = world.room.maintenances().open(ACME).stream().map(Maintenance::id).toList();
        world.room.series().change(ACME, series.id(), sundays(Duration.ofHours(2)), ANN);
        assertThat(world.room.maintenances().open(ACME))
                .allSatisfy(one ->
                        assertThat(Duration.between(one.scheduledFor(), one.scheduledUntil()))
                                .isEqualTo(Duration.ofHours(2)))
                .extracting(Maintenance::id)
                .isEqualTo(ids);
        world.room.series().end(ACME, series.id(), ANN);
        assertThat(starts(world)).isEmpty();
        world.pass(Duration.ofDays(3));
        assertThat(starts(world)).isEmpty();
        assertThatThrownBy(() -> world.room.series().get(ACME, series.id()))
                .isInstanceOf(NotFound.class);
    }

    @OnEachStore
    void oneThatHasBegunIsNotCalledOff(TestStore test) {
        var world = new World(test).api();
        Series series = world.room.series().make(ACME, sundays(HOUR), ANN);
        Maintenance first = world.room.maintenances().open(ACME).getFirst();
        world.pass(Duration.between(world.now(), first.scheduledFor()));
        assertThatThrownBy(
                        () -> world.room.series().skip(ACME, series.id(), "2026-05-03T03:00", ANN))
                .isInstanceOf(Conflict.class);
        world.room.series().end(ACME, series.id(), ANN);
        assertThat(world.room.maintenances().open(ACME))
                .extracting(Maintenance::id)
                .containsExactly(first.id());
    }

    @OnEachStore
    void whatCannotBeIsRefused(TestStore test) {
        var world = new World(test).api();
        assertThatThrownBy(() -> world.room.series().make(ACME, sundays(Duration.ofDays(8)), ANN))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("is not one minute to 7 days")
                .hasMessageContaining("longer than the shortest time between two");
    }
}
