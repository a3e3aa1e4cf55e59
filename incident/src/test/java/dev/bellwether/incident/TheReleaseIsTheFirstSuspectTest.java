package dev.bellwether.incident;

import static dev.bellwether.incident.World.ACME;
import static dev.bellwether.incident.World.ANN;
import static dev.bellwether.incident.World.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Change;
import dev.bellwether.model.ChangeId;
import dev.bellwether.model.ChangeRecorded;
import dev.bellwether.model.GuardAlarm;
import dev.bellwether.model.GuardSignal;
import dev.bellwether.model.GuardSuspect;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Severity;
import dev.bellwether.model.Status;
import dev.bellwether.model.SuspectNamed;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the guard raises opens an incident, degrades the component, and names the release.
class TheReleaseIsTheFirstSuspectTest {
    @OnEachStore
    void aFlagThatAnotherRoomChangedIsFoundByItsNameAndItsVariations(TestStore test) {
        var world = new World(test).api();
        var changed =
                new Change(
                        new ChangeId("c1"),
                        ACME,
                        Change.Kind.ROLLOUT,
                        "Flag fast-reports with off, on: switched on",
                        "",
                        world.now().minus(Duration.ofMinutes(5)),
                        Set.of(),
                        "Ada",
                        Optional.empty());
        test.store().run(tx -> tx.journal(ACME, new ChangeRecorded(changed, ANN)));
        world.run();
        var suspect =
                new GuardSuspect("", "fast-reports", "on", "off", 9, "4.2 times", world.now());
        world.room.guardAlarms("a").raise(alarm(world, "reports", suspect));
        world.run();

        List<Suspect> suspects = world.room.suspects().of(world.only());
        assertThat(suspects).extracting(Suspect::change).containsExactly(changed);
        assertThat(suspects.getFirst().named()).isTrue();
    }

    @OnEachStore
    void anAlarmOpensAnIncidentWithTheComponentDegradedAndTheReleaseFirst(TestStore test) {
        var world = new World(test).api();
        record(world, "Prices in euros", Duration.ofMinutes(20), Set.of(API));
        world.room.guardAlarms("a").raise(alarm(world, "reports", suspect(world, "2026.11.3", 9)));
        world.run();

        Incident incident = world.only();
        assertThat(world.status()).isEqualTo(Status.DEGRADED);
        assertThat(incident.affected()).containsEntry(API, Status.DEGRADED);
        assertThat(incident.published()).isTrue();
        assertThat(incident.name()).doesNotContain("2026.11.3");
        assertThat(incident.updates().getFirst().body()).doesNotContain("2026.11.3");

        List<Suspect> suspects = world.room.suspects().of(incident);
        assertThat(suspects).hasSize(2);
        assertThat(suspects.getFirst().change().title()).isEqualTo("campaign-reports 2026.11.3");
        assertThat(suspects.getFirst().named()).isTrue();
        assertThat(suspects.getFirst().text()).contains("4.2 times");
        assertThat(suspects.getLast().named()).isFalse();
        assertThat(suspects.getLast().text())
                .isEqualTo("Done 20 minutes before it began, to what is affected");
        assertThat(world.room.incidents().timeline(ACME, incident.id()))
                .anyMatch(entry -> entry.text().startsWith("Suspect: campaign-reports 2026.11.3."));

        world.room.guardAlarms("a").end(ACME, "reports");
        world.run();

        assertThat(world.only().status()).isEqualTo(IncidentStatus.RESOLVED);
        assertThat(world.status()).isEqualTo(Status.OPERATIONAL);
        assertThat(world.room.suspects().of(world.only())).hasSize(2);
    }

    @OnEachStore
    void aDeployThatWasMadeKnownIsTheSuspectItself(TestStore test) {
        var world = new World(test).api();
        record(world, "Deploy 2026.11.31", Duration.ofMinutes(3), Set.of());
        Change deploy = record(world, "Deploy 2026.11.3", Duration.ofMinutes(9), Set.of());
        world.room.guardAlarms("a").raise(alarm(world, "reports", suspect(world, "2026.11.3", 9)));
        world.run();

        List<Suspect> suspects = world.room.suspects().of(world.only());
        assertThat(suspects).hasSize(2);
        assertThat(suspects.getFirst().change()).isEqualTo(deploy);
    }

    @OnEachStore
    void anAlarmThatSaysMoreKeepsItsIncidentAlsoAfterARestart(TestStore test) {
        var world = new World(test).api();
        world.room.guardAlarms("a").raise(alarm(world, "reports", suspect(world, "2026.11.3", 9)));
        world.run();
        GuardAlarm more =
                alarm(
                        world,
                        "reports",
                        suspect(world, "2026.11.3", 9),
                        suspect(world, "other-7.1", 40));
        world.restart().room.guardAlarms("a").raise(more);
        world.room.guardAlarms("a").raise(more);
        world.run();

        assertThat(world.room.suspects().of(world.only()))
                .extracting(one -> one.change().title())
                .containsExactly("campaign-reports other-7.1", "campaign-reports 2026.11.3");
        assertThat(world.facts(SuspectNamed.class)).hasSize(2);
    }

    @OnEachStore
    void whatIsNotOpenCannotEndAndAnAlarmAfterItsEndIsAnother(TestStore test) {
        var world = new World(test).api();
        world.room.guardAlarms("a").end(ACME, "reports");
        world.room.guardAlarms("a").raise(alarm(world, "reports", suspect(world, "2026.11.3", 9)));
        world.run();
        world.room.guardAlarms("a").end(ACME, "reports");
        world.run();
        world.pass(Duration.ofHours(1));
        world.room.guardAlarms("a").raise(alarm(world, "reports", suspect(world, "2026.11.3", 9)));
        world.run();

        assertThat(world.all()).hasSize(2);
    }

    @OnEachStore
    void whatTwoGuardsSayIsOverWhenBothSaySoAndOneKnowsItsOwnAfterARestart(TestStore test) {
        var world = new World(test).api();
        GuardAlarm alarm = alarm(world, "reports", suspect(world, "2026.11.3", 9));
        world.room.guardAlarms("a").raise(alarm);
        world.room.guardAlarms("b").raise(alarm);
        assertThat(world.restart().room.guardAlarms("b").open(ACME)).containsExactly(alarm);
        assertThat(world.room.guardAlarms("c").open(ACME)).isEmpty();
        world.room.guardAlarms("c").end(ACME, "reports");
        world.room.guardAlarms("a").end(ACME, "reports");
        assertThat(world.facts(GuardSignal.class))
                .extracting(GuardSignal::what)
                .containsExactly(GuardSignal.What.RAISED);
        world.room.guardAlarms("b").end(ACME, "reports");
        assertThat(world.facts(GuardSignal.class))
                .extracting(GuardSignal::what)
                .containsExactly(GuardSignal.What.RAISED, GuardSignal.What.ENDED);
        assertThat(world.room.guardAlarms("b").open(ACME)).isEmpty();
    }

    private static Change record(
            World world, String title, Duration ago, Set<dev.bellwether.model.ServiceId> services) {
        return world.room
                .changes()
                .record(
                        ACME,
                        new NewChange(
                                Change.Kind.DEPLOY,
                                title,
                                Optional.empty(),
                                Optional.of(world.now().minus(ago)),
                                services,
                                Optional.empty(),
                                Optional.empty()),
                        ANN);
    }

    private static GuardSuspect suspect(World world, String release, double evidence) {
        Instant since = world.now().minus(Duration.ofMinutes(2));
        return new GuardSuspect(
                "campaign-reports",
                "",
                release,
                "2026.11.2",
                evidence,
                "Its queries need 4.2 times the memory (95 % 3.9 to 4.5).",
                since);
    }

    private static GuardAlarm alarm(World world, String key, GuardSuspect... suspects) {
        return new GuardAlarm(
                ACME,
                key,
                GuardAlarm.Kind.RELEASE_HEAVIER,
                API,
                true,
                Severity.WARNING,
                "Queries of campaign-reports 2026.11.3 need 4.2 times the memory",
                "Fingerprint 00ff",
                List.of(suspects),
                world.now());
    }
}
