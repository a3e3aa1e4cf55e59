package dev.bellwether.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a page is asked next. Pure.
///
/// @param interval as it is while the page answers
/// @param failures failed requests in a row
record PollPace(Duration interval, int failures) {
    /// A page that was read before, or that a check depends on.
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /// A page nobody depends on and that never answered in a shape we know.
    private static final Duration LONGEST_STRANGER = Duration.ofHours(6);

    private static final Duration LONGEST_FOLLOWED = Duration.ofMinutes(5);
    private static final Duration OBEYED = Duration.ofHours(24);

    /// The wait after an answer: doubled with every failure, up to a bound. A Retry-After is obeyed
    /// up to a day.
    Duration wait(boolean wasRead, boolean followed, Optional<Duration> retryAfter) {
        Duration longest = followed ? LONGEST_FOLLOWED : wasRead ? LONGEST : LONGEST_STRANGER;
        Duration wait = interval;
        for (int i = 0; i < failures && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        if (failures > 0 && wait.compareTo(longest) > 0) {
            wait = longest;
        }
        Duration asked = retryAfter.orElse(Duration.ZERO);
        Duration obeyed = obeyed(asked);
        return obeyed.compareTo(wait) > 0 ? obeyed : wait;
    }

    /// A host may ask for a day at most.
    static Duration obeyed(Duration asked) {
        return asked.compareTo(OBEYED) > 0 ? OBEYED : asked;
    }

    /// Keeps the beat: the next instant at `wait` after `due`; from `now` when that has passed.
    static Instant next(Instant due, Duration wait, Instant now) {
        Instant next = due.plus(wait);
        return next.isAfter(now) ? next : now.plus(wait);
    }

    /// Where in its interval a page has its beat: by its id, so that thousands do not ask at once.
    static Duration offset(String id, Duration interval) {
        // Spreads the hash's bits: slugs that differ in one letter must not fall together.
        long mixed = (id.hashCode() * 0x9E3779B97F4A7C15L) >>> 16;
        return Duration.ofNanos(mixed % interval.toNanos());
    }
}
