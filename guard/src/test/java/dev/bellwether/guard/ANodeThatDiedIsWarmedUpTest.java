package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.guard.Breaker.Finding.Answered;
import dev.bellwether.guard.Breaker.Finding.LetIn;
import dev.bellwether.guard.Breaker.Finding.Silent;
import dev.bellwether.guard.Breaker.Finding.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A node that died is warmed up, and what was in flight is under suspicion")
class ANodeThatDiedIsWarmedUpTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");

    private final Breaker well =
            Breaker.WARM.on(new Answered(START, Set.of(1L, 2L)), START.plusSeconds(100));

    @Test
    void aNodeThatIsWellIsOpen() {
        assertThat(well.openPercent(at(100))).isEqualTo(100);
        assertThat(well.on(new Answered(START.plusSeconds(1), Set.of()), at(200)).lastDeath())
                .as("a clock in whole seconds")
                .isEmpty();
    }

    @Test
    void aNodeThatIsSilentIsShutAndThenAsItWas() {
        Breaker silent = well.on(new Silent(Set.of(1L)), at(101));
        assertThat(silent.openPercent(at(101))).isZero();
        Breaker back = silent.on(new Answered(START, Set.of()), at(105));
        assertThat(back.openPercent(at(105))).isEqualTo(100);
        assertThat(back.suspects(1, at(105))).isFalse();
    }

    @Test
    void aNewProcessOpensStepByStep() {
        Breaker died = died(well, 101);
        int[] seconds = {101, 110, 111, 120, 121, 140, 141};
        int[] percent = {10, 10, 25, 25, 50, 50, 100};
        for (int i = 0; i < seconds.length; i++) {
            died = died.on(new Answered(at(100), Set.of()), at(seconds[i]));
            assertThat(died.openPercent(at(seconds[i])))
                    .as("at " + seconds[i])
                    .isEqualTo(percent[i]);
        }
        assertThat(died.isWarming(at(141))).isFalse();
        assertThat(died.on(new Trouble(), at(150)).openPercent(at(150))).isEqualTo(100);
    }

    @Test
    void troubleBeginsTheWaitAgain() {
        Breaker troubled = died(well, 101).on(new Trouble(), at(125));
        assertThat(troubled.openPercent(at(134))).isEqualTo(10);
        assertThat(troubled.openPercent(at(135))).isEqualTo(25);
    }

    @Test
    void whatWasInFlightIsSuspectForAnHour() {
        Breaker died = died(well.on(new Silent(Set.of(1L, 3L)), at(100)), 101);
        assertThat(died.suspects(1, at(101))).isTrue();
        assertThat(died.suspects(3, at(101))).isTrue();
        assertThat(died.suspects(4, at(101))).isFalse();
        assertThat(died.suspects(1, at(101).plus(Duration.ofHours(1)))).isFalse();
    }

    @Test
    void whatWasSeenLastIsSuspectWhenItsSocketsBrokeBefore() {
        Breaker died = died(well.on(new Silent(Set.of()), at(100)), 101);
        assertThat(died.suspects(2, at(101))).isTrue();
    }

    @Test
    void aSecondDeathWithinFiveMinutesShutsTheHeavyLaneForTen() {
        Breaker once = died(well, 101);
        assertThat(once.heavyOpen(at(101))).isTrue();
        Breaker late = died(once, 101 + 300);
        assertThat(late.heavyOpen(at(401))).isTrue();
        Breaker twice = died(once, 101 + 299);
        assertThat(twice.heavyOpen(at(400))).isFalse();
        assertThat(twice.heavyOpen(at(400 + 599))).isFalse();
        assertThat(twice.heavyOpen(at(400 + 600))).isTrue();
        assertThat(twice.on(new LetIn(), at(401)).heavyOpen(at(401))).isTrue();
        assertThat(twice.on(new Silent(Set.of()), at(402)).heavyOpen(at(403))).isFalse();
    }

    private static Breaker died(Breaker before, int second) {
        return before.on(new Answered(at(second - 1), Set.of()), at(second));
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
