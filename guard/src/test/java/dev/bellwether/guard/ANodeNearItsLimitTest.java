package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.guard.Watchdog.Running;
import dev.bellwether.guard.Watchdog.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A node near its limit gets no more heavy queries, and loses one query at a time")
class ANodeNearItsLimitTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");
    private static final Running WITHIN = query("within", 300, 400, 9);
    private static final Running OVER = query("over", 250, 100, 9);
    private static final Running OVER_AND_YOUNG = query("young", 250, 100, 1);

    @Test
    void heavyQueriesWaitAboveEightyFiveUntilBelowEighty() {
        Watchdog dog = Watchdog.CALM;
        int[] resident = {500, 850, 851, 820, 801, 800, 850};
        boolean[] open = {true, true, false, false, false, true, true};
        for (int i = 0; i < resident.length; i++) {
            Watchdog.Decision decision = dog.on(sample(resident[i], WITHIN, OVER), NOW);
            dog = decision.watchdog();
            assertThat(dog.heavyOpen()).as("at " + resident[i]).isEqualTo(open[i]);
            assertThat(decision.kill()).isEmpty();
        }
    }

    @Test
    void theLargestOverrunGoesAndOfTwoTheOneThatLosesLess() {
        assertThat(Watchdog.CALM.on(sample(921, WITHIN, OVER), NOW).kill()).contains("over");
        assertThat(Watchdog.CALM.on(sample(921, OVER, OVER_AND_YOUNG), NOW).kill())
                .contains("young");
        assertThat(Watchdog.CALM.on(sample(921, OVER_AND_YOUNG, OVER), NOW).kill())
                .contains("young");
        assertThat(Watchdog.CALM.on(sample(920, OVER), NOW).kill()).isEmpty();
        assertThat(Watchdog.CALM.on(sample(999), NOW).kill()).isEmpty();
    }

    @Test
    void theNextOnlyWhenTheFirstHasGone() {
        Watchdog dog = Watchdog.CALM.on(sample(950, WITHIN, OVER), NOW).watchdog();
        Watchdog.Decision still = dog.on(sample(960, WITHIN, OVER), NOW.plusSeconds(29));
        assertThat(still.kill()).isEmpty();
        assertThat(still.watchdog().on(sample(960, WITHIN), NOW.plusSeconds(29)).kill())
                .contains("within");
        assertThat(still.watchdog().on(sample(500, WITHIN), NOW.plusSeconds(29)).watchdog())
                .isEqualTo(Watchdog.CALM);
    }

    @Test
    void oneThatDoesNotGoIsNotWaitedForForEver() {
        Watchdog dog = Watchdog.CALM.on(sample(950, WITHIN, OVER), NOW).watchdog();
        assertThat(dog.on(sample(950, WITHIN, OVER), NOW.plusSeconds(30)).kill())
                .contains("within");
        Watchdog.Decision alone = dog.on(sample(950, OVER), NOW.plusSeconds(30));
        assertThat(alone.kill()).isEmpty();
        assertThat(alone.watchdog().victim().map(Watchdog.Victim::id))
                .isEqualTo(Optional.of("over"));
    }

    private static Running query(String id, long bytes, long held, int seconds) {
        return new Running(id, bytes, held, Duration.ofSeconds(seconds));
    }

    private static Sample sample(long resident, Running... queries) {
        return new Sample(1_000, resident, List.of(queries));
    }
}
