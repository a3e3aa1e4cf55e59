package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.guard.AdmissionEffect.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "Small queries are not held up by large ones, and large ones have their turn all the same")
class EveryQueryHasItsTurnTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final NodeRoom NODE = NodeRoom.open("n", 1_100, 100);

    private final Admission admission = new Admission(AdmissionPolicy.standard());
    private AdmissionState state = AdmissionState.of(List.of(NODE), START);
    private Instant now = START;

    @Test
    void whatFitsRunsAtOnce() {
        assertThat(arrive("a", "ann", Lane.INTERACTIVE, 100))
                .containsExactly(new Run("a", "n", 100, 0, Duration.ZERO));
    }

    @Test
    void unknownQueriesShareAFifthOfTheRoom() {
        assertThat(arrive("a", "ann", Lane.PROBE, 150)).hasOnlyElementsOfType(Run.class);
        assertThat(arrive("b", "ann", Lane.PROBE, 150))
                .containsExactly(new AdmissionEffect.Wait("b", 1));
        assertThat(arrive("c", "ann", Lane.INTERACTIVE, 700)).hasOnlyElementsOfType(Run.class);
        assertThat(on(new AdmissionEvent.Ended("a")))
                .containsExactly(new Run("b", "n", 150, 0, Duration.ZERO));
    }

    @Test
    void whatAsksForMoreThanThereIsRunsWithHalfOfItAndSpills() {
        assertThat(arrive("a", "ann", Lane.HEAVY, 1 << 30))
                .containsExactly(new Run("a", "n", 375, 125, Duration.ZERO));
        assertThat(arrive("b", "ann", Lane.HEAVY, 1 << 30))
                .as("side by side")
                .containsExactly(new Run("b", "n", 375, 125, Duration.ZERO));
    }

    @Test
    void whatHalfWasTooLittleForHasAllThereIsOnceItIsFree() {
        arrive("a", "ann", Lane.HEAVY, 1 << 30);
        arrive("b", "ann", Lane.HEAVY, 1 << 30);
        assertThat(on(new AdmissionEvent.OutOfMemory("a", Lane.HEAVY, 1 << 30)))
                .containsExactly(new AdmissionEffect.Wait("a", 1));
        assertThat(on(new AdmissionEvent.Ended("b")))
                .containsExactly(new Run("a", "n", 750, 250, Duration.ZERO));
    }

    @Test
    void whatHasItsLastTryHasAllThereIsAndNotHalf() {
        arrive("a", "ann", Lane.PROBE, 48);
        on(new AdmissionEvent.OutOfMemory("a", Lane.HEAVY, 192));
        assertThat(on(new AdmissionEvent.OutOfMemory("a", Lane.HEAVY, 768)))
                .containsExactly(new Run("a", "n", 750, 250, Duration.ZERO));
    }

    @Test
    void whatAsksForMoreThanThereIsAndMayRunOnceHasAllThereIs() {
        var ask = new Ask("a", flow("ann"), Lane.HEAVY, 1 << 30, late(), Optional.empty(), false);
        assertThat(on(new AdmissionEvent.Arrived(ask)))
                .containsExactly(new Run("a", "n", 750, 250, Duration.ZERO));
    }

    @Test
    void heavyQueriesLeaveAQuarterToTheOthers() {
        arrive("a", "ann", Lane.HEAVY, 700);
        assertThat(arrive("b", "bob", Lane.BATCH, 100))
                .containsExactly(new AdmissionEffect.Wait("b", 1));
        assertThat(arrive("c", "bob", Lane.INTERACTIVE, 100)).hasOnlyElementsOfType(Run.class);
    }

    @Test
    void whoWaitsLongForAHeavyQueryToEndHoldsUpNobodyBesideIt() {
        arrive("before", "ann", Lane.HEAVY, 700);
        arrive("a", "ann", Lane.HEAVY, 700);
        arrive("b", "ann", Lane.HEAVY, 700);
        now = now.plusSeconds(30);
        assertThat(on(new AdmissionEvent.Ended("before")))
                .hasSize(1)
                .hasOnlyElementsOfType(Run.class);
        assertThat(arrive("c", "bob", Lane.INTERACTIVE, 200)).hasOnlyElementsOfType(Run.class);
        assertThat(arrive("d", "ann", Lane.INTERACTIVE, 50)).hasOnlyElementsOfType(Run.class);
        assertThat(on(new AdmissionEvent.Ended("a"))).hasOnlyElementsOfType(Run.class);
    }

    @Test
    void twoHeavyQueriesOfOneUserSideBySideHoldUpNoneOfTheUsersDashboards() {
        for (String id : List.of("a", "b", "c", "d", "e")) {
            arrive(id, "ann", Lane.HEAVY, 1 << 30);
        }
        now = now.plusSeconds(30);
        on(new AdmissionEvent.Ended("a"));
        on(new AdmissionEvent.Ended("b"));
        now = now.plusSeconds(30);
        assertThat(arrive("dashboard", "ann", Lane.INTERACTIVE, 100))
                .hasOnlyElementsOfType(Run.class);
    }

    @Test
    void theNodeCanBeToldToEndAQueryWhenItIsFull() {
        arrive("a", "ann", Lane.INTERACTIVE, 980);
        assertThat(arrive("b", "ann", Lane.INTERACTIVE, 1))
                .containsExactly(new AdmissionEffect.Wait("b", 1));
        assertThat(arrive("kill", "guard", Lane.URGENT, 20)).hasOnlyElementsOfType(Run.class);
    }

    @Test
    void aProbeThatRanOutOfMemoryIsRunAgainWithMoreAndSpillsTwiceAtMost() {
        arrive("a", "ann", Lane.PROBE, 48);
        assertThat(on(new AdmissionEvent.OutOfMemory("a", Lane.INTERACTIVE, 200)))
                .containsExactly(new Run("a", "n", 200, 66, Duration.ZERO));
        assertThat(on(new AdmissionEvent.OutOfMemory("a", Lane.HEAVY, 700)))
                .containsExactly(new Run("a", "n", 700, 233, Duration.ZERO));
        assertThat(on(new AdmissionEvent.OutOfMemory("a", Lane.HEAVY, 750)))
                .containsExactly(new AdmissionEffect.PassError("a"));
        assertThat(state.running()).isEmpty();
    }

    @Test
    void whatMayNotRunTwiceIsNotRunTwice() {
        var ask = new Ask("a", flow("ann"), Lane.PROBE, 48, late(), Optional.empty(), false);
        on(new AdmissionEvent.Arrived(ask));
        assertThat(on(new AdmissionEvent.OutOfMemory("a", Lane.HEAVY, 700)))
                .containsExactly(new AdmissionEffect.PassError("a"));
    }

    @Test
    void aClientThatLeavesKeepsItsMemoryUntilTheServerHasEndedItsQuery() {
        arrive("a", "ann", Lane.HEAVY, 700);
        arrive("b", "bob", Lane.HEAVY, 700);
        assertThat(on(new AdmissionEvent.Left("a")))
                .containsExactly(new AdmissionEffect.Kill("a", "n"));
        assertThat(on(new AdmissionEvent.Left("a"))).isEmpty();
        now = now.plusSeconds(1);
        var still = Map.of("a", new AdmissionEvent.Usage(500, false));
        assertThat(on(new AdmissionEvent.Seen("n", now, still, 0))).isEmpty();
        assertThat(on(new AdmissionEvent.Seen("n", START, Map.of(), 0)))
                .as("asked before it began")
                .isEmpty();
        assertThat(on(new AdmissionEvent.Seen("n", now, Map.of(), 0)))
                .containsExactly(new Run("b", "n", 700, 0, Duration.ofSeconds(1)));
    }

    @Test
    void whatWaitsAndLeavesIsGoneAtOnce() {
        arrive("a", "ann", Lane.HEAVY, 700);
        arrive("b", "bob", Lane.HEAVY, 700);
        assertThat(on(new AdmissionEvent.Left("b"))).isEmpty();
        assertThat(state.waiting()).isEmpty();
    }

    @Test
    void whatWaitsBeyondItsDeadlineIsToldSo() {
        arrive("a", "ann", Lane.HEAVY, 700);
        var ask =
                new Ask(
                        "b",
                        flow("bob"),
                        Lane.HEAVY,
                        700,
                        now.plusSeconds(5),
                        Optional.empty(),
                        true);
        on(new AdmissionEvent.Arrived(ask));
        assertThat(state.wake(AdmissionPolicy.standard(), now)).contains(now.plusSeconds(5));
        now = now.plusSeconds(5);
        assertThat(on(new AdmissionEvent.Tick()))
                .containsExactly(
                        new AdmissionEffect.Refuse(
                                "b", AdmissionEffect.Why.DEADLINE, Duration.ofSeconds(1)));
    }

    @Test
    void strangersAreChargedToTheReserveFirst() {
        on(new AdmissionEvent.Seen("n", now, Map.of(), 90));
        assertThat(state.nodes().get("n").budget()).isEqualTo(1_000);
        on(new AdmissionEvent.Seen("n", now, Map.of(), 600));
        assertThat(state.nodes().get("n").budget()).isEqualTo(500);
        assertThat(arrive("a", "ann", Lane.HEAVY, 600))
                .containsExactly(new AdmissionEffect.Wait("a", 1));
    }

    @Test
    void whoeverHadLessIsNext() {
        arrive("all", "ann", Lane.INTERACTIVE, 980);
        for (int i = 0; i < 50; i++) {
            arrive("ann" + i, "ann", Lane.INTERACTIVE, 980);
        }
        now = now.plusSeconds(2);
        arrive("bob", "bob", Lane.INTERACTIVE, 980);
        assertThat(on(new AdmissionEvent.Ended("all")))
                .containsExactly(new Run("bob", "n", 980, 0, Duration.ZERO));
    }

    @Test
    void twiceTheWeightIsTwiceTheMemory() {
        var weighted =
                new AdmissionPolicy(
                        2,
                        20,
                        75,
                        100,
                        1_000,
                        1_000,
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Map.of("ann", 2.0),
                        AdmissionPolicy.Apart.STANDARD,
                        false);
        var fair = new Admission(weighted);
        Map<String, Integer> turns = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            String user = i % 2 == 0 ? "ann" : "bob";
            take(fair, new AdmissionEvent.Arrived(ask(user + i, user, Lane.INTERACTIVE, 980)));
        }
        for (int i = 0; i < 150; i++) {
            now = now.plusSeconds(1);
            String running = state.running().keySet().iterator().next();
            turns.merge(running.substring(0, 3), 1, Integer::sum);
            take(fair, new AdmissionEvent.Ended(running));
        }
        assertThat(turns.get("ann")).isBetween(98, 102);
    }

    /// Small queries come faster than they go, for ever; a large one comes in between.
    @Test
    void aLargeQueryIsNotStarvedByAFloodOfSmallOnes() {
        var random = new Random(7);
        var ends = new HashMap<String, Instant>();
        Instant ran = Instant.MAX;
        for (int i = 0; i < 4_000 && ran.equals(Instant.MAX); i++) {
            now = now.plusMillis(20);
            var effects = new ArrayList<>(arrive("s" + i, "ann", Lane.INTERACTIVE, 90));
            if (i == 200) {
                effects.addAll(arrive("large", "bob", Lane.BATCH, 750));
            }
            for (String id : List.copyOf(ends.keySet())) {
                if (!now.isBefore(ends.get(id))) {
                    ends.remove(id);
                    effects.addAll(on(new AdmissionEvent.Ended(id)));
                }
            }
            for (AdmissionEffect effect : effects) {
                if (effect instanceof Run run) {
                    ends.put(run.id(), now.plusMillis(300 + random.nextInt(700)));
                    ran = run.id().equals("large") ? now : ran;
                }
            }
        }
        // It came after 4 s; its patience is 10 s, and what ran then ended within one more.
        assertThat(ran).isBefore(START.plusSeconds(4 + 10 + 2));
    }

    @Test
    void aFullQueueSaysWhenToComeBack() {
        arrive("all", "ann", Lane.INTERACTIVE, 980);
        List<AdmissionEffect> effects = List.of();
        for (int i = 0; i < 251; i++) {
            effects = arrive("q" + i, "ann", Lane.INTERACTIVE, 980);
        }
        assertThat(effects)
                .containsExactly(
                        new AdmissionEffect.Refuse(
                                "q250", AdmissionEffect.Why.FULL_OF_FLOW, Duration.ofSeconds(8)));
        for (int i = 0; i < 751; i++) {
            effects = arrive("r" + i, "user" + i, Lane.INTERACTIVE, 980);
        }
        assertThat(effects)
                .containsExactly(
                        new AdmissionEffect.Refuse(
                                "r750", AdmissionEffect.Why.FULL, Duration.ofSeconds(30)));
    }

    @Test
    void ofSeveralNodesTheOneWithMostRoomIsTaken() {
        state =
                AdmissionState.of(
                        List.of(NODE, NodeRoom.open("m", 2_100, 100), NodeRoom.open("o", 600, 100)),
                        now);
        on(new AdmissionEvent.Opened("o", 0, false));
        assertThat(arrive("a", "ann", Lane.INTERACTIVE, 100))
                .first()
                .hasFieldOrPropertyWithValue("node", "m");
        assertThat(arrive("b", "ann", Lane.INTERACTIVE, 100))
                .first()
                .hasFieldOrPropertyWithValue("node", "n");
        assertThat(arrive("c", "ann", Lane.INTERACTIVE, 100))
                .first()
                .hasFieldOrPropertyWithValue("node", "m");
    }

    private List<AdmissionEffect> arrive(String id, String user, Lane lane, long bytes) {
        return on(new AdmissionEvent.Arrived(ask(id, user, lane, bytes)));
    }

    private Ask ask(String id, String user, Lane lane, long bytes) {
        return new Ask(id, flow(user), lane, bytes, late(), Optional.empty(), true);
    }

    private static Ask.Flow flow(String user) {
        return new Ask.Flow(user, "reports");
    }

    private static Instant late() {
        return START.plus(Duration.ofDays(1));
    }

    private List<AdmissionEffect> on(AdmissionEvent event) {
        return take(admission, event);
    }

    private List<AdmissionEffect> take(Admission machine, AdmissionEvent event) {
        AdmissionEffect.Decision decision = machine.on(state, event, now);
        state = decision.state();
        return decision.effects();
    }
}
