package dev.bellwether.experiment;

import dev.bellwether.statistics.Bucketing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A [Serving.Split], made ready to be asked often. Safe for many threads.
///
/// @param unit whose text is the key; empty: the visitor's own
/// @param phases of its coverage, by time, ascending; the first has no beginning
/// @param place in the exclusion group
/// @param taken by the place of the variation
record Division(
        Optional<AttributePath> unit,
        Bucketing by,
        List<Phase> phases,
        Optional<Place> place,
        List<Barrier> barriers,
        List<Turn> taken) {

    /// How visitors are shared out from an instant on.
    record Phase(Instant from, Bucketing.Shares shares) {}

    /// One slot of an exclusion group.
    record Place(Bucketing by, Bucketing.Shares slots, int slot) {
        boolean isGiven(String key) {
            return by.choose(key, slots) == slot;
        }
    }

    /// A holdout, and what is said to those whom it keeps out.
    record Barrier(Bucketing by, Bucketing.Shares share, Window window, Turn said) {
        boolean keepsOut(String key, Instant now) {
            return window.contains(now) && by.choose(key, share) == 0;
        }
    }

    Turn turn(Visitor visitor, Instant now) {
        String key = unit.isEmpty() ? visitor.key() : unit.get().key(visitor).orElse("");
        if (key.isEmpty()) {
            return Turn.NO_KEY;
        }
        if (place.isPresent() && !place.get().isGiven(key)) {
            return Turn.EXCLUDED;
        }
        int variation = by.choose(key, shares(now));
        if (variation == Bucketing.NONE) {
            return Turn.NOT_COVERED;
        }
        for (Barrier barrier : barriers) {
            if (barrier.keepsOut(key, now)) {
                return barrier.said();
            }
        }
        return taken.get(variation);
    }

    private Bucketing.Shares shares(Instant now) {
        int phase = phases.size() - 1;
        while (phase > 0 && now.isBefore(phases.get(phase).from())) {
            phase--;
        }
        return phases.get(phase).shares();
    }
}
