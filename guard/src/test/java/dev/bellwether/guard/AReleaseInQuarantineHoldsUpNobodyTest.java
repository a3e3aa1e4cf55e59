package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.guard.AdmissionEffect.Refuse;
import dev.bellwether.guard.AdmissionEffect.Run;
import dev.bellwether.guard.AdmissionEffect.Wait;
import dev.bellwether.guard.AdmissionEffect.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A release in quarantine runs, few at once and with little, and holds up nobody")
class AReleaseInQuarantineHoldsUpNobodyTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");

    private final Admission admission = new Admission(AdmissionPolicy.standard());
    private AdmissionState state =
            AdmissionState.of(List.of(NodeRoom.open("n", 1_100, 100)), START);
    private Instant now = START;

    @Test
    void itHasATenthOfTheRoomAndTwoRunAtOnce() {
        assertThat(apart("a", 400)).containsExactly(new Run("a", "n", 100, 33, Duration.ZERO));
        assertThat(apart("b", 10)).containsExactly(new Wait("b", 1));
        on(new AdmissionEvent.Ended("a"));
        assertThat(apart("c", 10)).hasOnlyElementsOfType(Run.class);
        assertThat(apart("d", 10)).as("little as it is").containsExactly(new Wait("d", 1));
    }

    @Test
    void whoeverComesAfterAHundredThatWaitThereRunsAtOnce() {
        for (int i = 0; i < 102; i++) {
            apart("q" + i, 50);
        }
        assertThat(apart("more", 50))
                .singleElement()
                .isInstanceOfSatisfying(
                        Refuse.class, no -> assertThat(no.why()).isEqualTo(Why.FULL_OF_QUARANTINE));
        now = now.plus(Duration.ofMinutes(5));
        assertThat(arrive(ask("same flow", Lane.INTERACTIVE, 400)))
                .hasOnlyElementsOfType(Run.class);
        assertThat(arrive(ask("large", Lane.HEAVY, 480))).hasOnlyElementsOfType(Run.class);
        assertThat(arrive(ask("next", Lane.HEAVY, 200)))
                .as("the first of all that wait")
                .containsExactly(new Wait("next", 1));
    }

    @Test
    void itsPatienceIsOfNoConsequenceToOthers() {
        arrive(ask("full", Lane.INTERACTIVE, 950));
        apart("q", 60);
        now = now.plus(Duration.ofMinutes(1));
        assertThat(arrive(ask("small", Lane.INTERACTIVE, 20))).hasOnlyElementsOfType(Run.class);
    }

    @Test
    void whatItTookCostsTheRestOfItsFlowNoTurn() {
        apart("q", 100);
        now = now.plusSeconds(50);
        on(new AdmissionEvent.Ended("q"));
        arrive(ask("all", Lane.INTERACTIVE, 980));
        arrive(new Ask("bob", new Ask.Flow("bob", "x"), Lane.BATCH, 700, late(), any(), true));
        arrive(ask("ann", Lane.BATCH, 700));
        on(new AdmissionEvent.Ended("all"));
        assertThat(state.used()).containsKey(new Ask.Flow("ann", "reports", true));
        assertThat(state.used().getOrDefault(new Ask.Flow("ann", "reports"), 0.0)).isZero();
    }

    @Test
    void whatRanOutThereStaysThereAndHasTwoTriesAtMost() {
        apart("q", 400);
        assertThat(on(new AdmissionEvent.OutOfMemory("q", Lane.HEAVY, 1_000)))
                .as("it spilled already, and there is no more")
                .containsExactly(new AdmissionEffect.PassError("q"));
        apart("small", 20);
        assertThat(on(new AdmissionEvent.OutOfMemory("small", Lane.HEAVY, 80)))
                .containsExactly(new Run("small", "n", 80, 26, Duration.ZERO));
        assertThat(state.running().get("small").ask().lane()).isEqualTo(Lane.QUARANTINE);
    }

    @Test
    void itStaysOutWhereHeavyQueriesDo() {
        on(new AdmissionEvent.Opened("n", 100, false));
        assertThat(apart("q", 10)).containsExactly(new Wait("q", 1));
        assertThat(on(new AdmissionEvent.Opened("n", 100, true))).hasOnlyElementsOfType(Run.class);
    }

    @Test
    void withinItNobodyIsPassedForEver() {
        apart("a", 60);
        apart("large", 90);
        now = now.plusSeconds(11);
        assertThat(apart("small", 10)).containsExactly(new Wait("small", 2));
        assertThat(on(new AdmissionEvent.Ended("a")))
                .extracting(AdmissionEffect::id)
                .containsExactly("large", "small");
    }

    private List<AdmissionEffect> apart(String id, long bytes) {
        return arrive(ask(id, Lane.INTERACTIVE, bytes).inQuarantine());
    }

    private static Ask ask(String id, Lane lane, long bytes) {
        return new Ask(id, new Ask.Flow("ann", "reports"), lane, bytes, late(), any(), true);
    }

    private static Optional<String> any() {
        return Optional.empty();
    }

    private static Instant late() {
        return START.plus(Duration.ofDays(1));
    }

    private List<AdmissionEffect> arrive(Ask ask) {
        return on(new AdmissionEvent.Arrived(ask));
    }

    private List<AdmissionEffect> on(AdmissionEvent event) {
        AdmissionEffect.Decision decision = admission.on(state, event, now);
        state = decision.state();
        return decision.effects();
    }
}
