package dev.bellwether.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Attempts that come too often wait longer and longer, up to a limit, and a day of quiet forgets.
class ThrottleTest {
    private static final Throttle.Rule RULE =
            new Throttle.Rule(3, Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");

    @Test
    void theFirstAreFreeAndTheWaitDoublesUpToTheLongest() {
        var count = Throttle.Count.NONE;
        long[] expected = {0, 0, 1, 2, 4, 8, 16, 32, 60, 60};
        Instant now = START;
        for (long seconds : expected) {
            count = Throttle.attempt(count, RULE, now);
            assertThat(Throttle.wait(count, now)).isEqualTo(Duration.ofSeconds(seconds));
            now = now.plusSeconds(seconds);
            assertThat(Throttle.wait(count, now)).isZero();
        }
    }

    @Test
    void aDayOfQuietForgets() {
        var count = Throttle.Count.NONE;
        for (int i = 0; i < 100; i++) {
            count = Throttle.attempt(count, RULE, START);
        }
        var after = Throttle.attempt(count, RULE, START.plus(Duration.ofDays(1)));
        assertThat(after.attempts()).isEqualTo(1);
        assertThat(Throttle.wait(after, START.plus(Duration.ofDays(1)))).isZero();
    }

    @Test
    void neighboursInOneIpv6NetworkAreOne() {
        assertThat(SignInKeys.network("2001:db8:1:2:3:4:5:6"))
                .isEqualTo(SignInKeys.network("2001:db8:1:2::1"))
                .isNotEqualTo(SignInKeys.network("2001:db8:1:3::1"));
        assertThat(SignInKeys.network("192.0.2.1")).isNotEqualTo(SignInKeys.network("192.0.2.2"));
        assertThat(SignInKeys.network("example.com")).isEqualTo("unknown");
    }
}
