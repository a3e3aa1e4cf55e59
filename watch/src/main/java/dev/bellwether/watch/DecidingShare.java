package dev.bellwether.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How much of the time goes to deciding while many wait to be accepted: after each round a rest of
/// [#REST] times as long as the round took, so a fifth. A round is a batch and what the rooms did
/// because of it; it is over when they have caught up. The rest has bounds, so that neither a quick
/// round nor one that hung shuts out one side or the other.
///
/// Pure.
///
/// @param begun when the round under way began; empty between two
/// @param until when the rest ends
record DecidingShare(Optional<Instant> begun, Instant until) {
    static final DecidingShare NONE = new DecidingShare(Optional.empty(), Instant.EPOCH);

    static final int REST = 4;
    static final Duration SHORTEST = Duration.ofMillis(20);
    static final Duration LONGEST = Duration.ofMillis(400);

    DecidingShare begun(Instant now) {
        return new DecidingShare(Optional.of(now), until);
    }

    /// The rooms have caught up with the round, if there is one.
    DecidingShare ended(Instant now) {
        return begun.map(from -> new DecidingShare(Optional.empty(), now.plus(rest(from, now))))
                .orElse(this);
    }

    private static Duration rest(Instant from, Instant to) {
        Duration rest = Duration.between(from, to).multipliedBy(REST);
        if (rest.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
    }

    /// Whether it is to rest. A clock that was set back ends the rest.
    boolean rests(Instant now) {
        return now.isBefore(until) && !now.isBefore(until.minus(LONGEST));
    }
}
