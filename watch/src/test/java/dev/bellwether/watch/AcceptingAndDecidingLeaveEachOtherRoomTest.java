package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// While many senders send, deciding has a fifth of the time: never none, never all.
class AcceptingAndDecidingLeaveEachOtherRoomTest {
    private static final Instant T = Instant.parse("2026-03-04T05:06:07Z");

    @Test
    void aRestIsFourTimesAsLongAsItsRound() {
        assertThat(restAfter(Duration.ofMillis(50))).isEqualTo(Duration.ofMillis(200));
        assertThat(restAfter(Duration.ZERO)).isEqualTo(DecidingShare.SHORTEST);
        assertThat(restAfter(Duration.ofMinutes(1))).isEqualTo(DecidingShare.LONGEST);
    }

    @Test
    void aRestThatWasBegunDoesNotGrow() {
        var rests = DecidingShare.NONE.begun(T).ended(T.plusMillis(50));
        assertThat(rests.ended(T.plusMillis(120))).isEqualTo(rests);
    }

    @Test
    void aClockThatIsSetBackEndsTheRest() {
        var rests = DecidingShare.NONE.begun(T).ended(T.plusMillis(50));
        assertThat(rests.rests(T.plusMillis(100))).isTrue();
        assertThat(rests.rests(T.minusSeconds(60))).isFalse();
    }

    @Test
    void ofALongBurstAFifthGoesToDeciding() {
        for (long seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var share = DecidingShare.NONE;
            Instant now = T;
            long working = 0;
            while (now.isBefore(T.plusSeconds(60))) {
                long round = 20 + random.nextInt(80);
                share = share.begun(now);
                now = now.plusMillis(round);
                working += round;
                share = share.ended(now);
                while (share.rests(now)) {
                    now = now.plusMillis(1);
                }
            }
            double part = working / (double) Duration.between(T, now).toMillis();
            assertThat(part).as("seed %d", seed).isBetween(0.19, 0.22);
        }
    }

    private static Duration restAfter(Duration round) {
        Instant end = T.plus(round);
        return Duration.between(end, DecidingShare.NONE.begun(T).ended(end).until());
    }
}
