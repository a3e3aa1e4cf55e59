package dev.bellwether.notify;

import java.time.Duration;
import java.util.Optional;

/// How long to wait before trying again: twice as long each time, up to a limit, and half of it at
/// random, so that a thousand messages that failed together do not come back together.
record Backoff(RetrySettings settings) {
    /// What a server may ask for at most with `Retry-After`.
    static final Duration MOST_ASKED = Duration.ofMinutes(10);

    /// @param tries attempts made so far, at least 1
    /// @param asked what the other side asked for: never less than that
    /// @param luck uniform in [0, 1)
    Duration pause(int tries, Optional<Duration> asked, double luck) {
        int doublings = Math.clamp(tries - 1, 0, 30);
        Duration whole = settings.first().multipliedBy(1L << doublings);
        if (whole.compareTo(settings.most()) > 0) {
            whole = settings.most();
        }
        Duration half = whole.dividedBy(2);
        Duration pause = half.plusNanos((long) (half.toNanos() * luck));
        Duration least = asked.orElse(Duration.ZERO);
        if (least.compareTo(MOST_ASKED) > 0) {
            least = MOST_ASKED;
        }
        return pause.compareTo(least) >= 0 ? pause : least;
    }
}
