package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.guard.PartHistory.Guarding;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Whatever becomes of guards and their table, all caps together fit the node")
class PartsNeverAddUpToMoreTest {
    private static final long TWO_MINUTES = 120_000;
    private static final long FIVE_MINUTES = 300_000;

    @Test
    void whoeverDiesStopsOrIsCutOff() {
        long began = 0;
        long full = 0;
        for (long seed = 0; seed < Integer.getInteger("histories", 1_000); seed++) {
            PartHistory history = new PartHistory(seed, Guarding.RIGHT).trouble(TWO_MINUTES);
            assertThat(history.breach).as("seed " + seed).isEmpty();
            began += history.began;
            full += history.most > PartHistory.WHOLE * 9 / 10 ? 1 : 0;
        }
        assertThat(began).as("queries, so that it is about something").isGreaterThan(50_000);
        assertThat(full).as("histories in which the node was as good as full").isGreaterThan(100);
    }

    /// The check can fail: each of these breaks the promise sooner or later.
    @ParameterizedTest
    @EnumSource(value = Guarding.class, mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
    void aGuardThatDoesItWronglyIsCaught(Guarding how) {
        assertThat(
                        LongStream.range(0, 300)
                                .anyMatch(seed ->
                                        !new PartHistory(seed, how)
                                                .trouble(FIVE_MINUTES)
                                                .breach
                                                .isEmpty()))
                .isTrue();
    }

    @Test
    void whoIsLeftHasAllInTheEnd() {
        for (long seed = 0; seed < 25; seed++) {
            PartHistory history = new PartHistory(seed, Guarding.RIGHT).trouble(FIVE_MINUTES);
            assertThat(history.oneIsLeft()).as("seed " + seed).isEqualTo(PartHistory.WHOLE);
            assertThat(history.breach).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void whereAllWantAllEachHasItsShare() {
        for (long seed = 0; seed < 25; seed++) {
            PartHistory history = new PartHistory(seed, Guarding.RIGHT).trouble(FIVE_MINUTES);
            long least = history.allAreHungry();
            assertThat(least)
                    .as("seed " + seed)
                    .isGreaterThanOrEqualTo(PartHistory.WHOLE / history.alive() - 1);
            assertThat(history.breach).as("seed " + seed).isEmpty();
        }
    }
}
