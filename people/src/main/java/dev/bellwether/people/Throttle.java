package dev.bellwether.people;

import java.time.Duration;
import java.time.Instant;

/// How attempts that come too often are slowed down. Pure: the same count and time give the same
/// answer.
///
/// The first attempts are free; after them each attempt doubles the wait for the next, from the
/// rule's first up to its longest. An attempt while blocked is refused and does not prolong the
/// block, so that nobody can be kept out for ever by somebody else's knocking. A day without an
/// attempt forgets all.
final class Throttle {
    private static final Duration FORGET = Duration.ofDays(1);

    private Throttle() {}

    /// @param free attempts before the first wait
    record Rule(int free, Duration first, Duration longest) {}

    record Count(int attempts, Instant lastAt, Instant blockedUntil) {
        static final Count NONE = new Count(0, Instant.EPOCH, Instant.EPOCH);
    }

    /// How long `count` still blocks at `now`; zero when it does not.
    static Duration wait(Count count, Instant now) {
        return count.blockedUntil().isAfter(now)
                ? Duration.between(now, count.blockedUntil())
                : Duration.ZERO;
    }

    /// The count after one more attempt at `now`.
    static Count attempt(Count count, Rule rule, Instant now) {
        boolean old = !count.lastAt().plus(FORGET).isAfter(now);
        int attempts = (old ? 0 : Math.min(count.attempts(), 1_000_000)) + 1;
        int over = attempts - rule.free();
        Instant until = over < 0 ? Instant.EPOCH : now.plus(delay(over, rule));
        return new Count(attempts, now, until);
    }

    private static Duration delay(int over, Rule rule) {
        Duration doubled = rule.first().multipliedBy(1L << Math.min(over, 30));
        return doubled.compareTo(rule.longest()) < 0 ? doubled : rule.longest();
    }
}
