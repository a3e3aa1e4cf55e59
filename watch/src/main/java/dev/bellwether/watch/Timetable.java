package dev.bellwether.watch;

import java.time.Instant;
import java.util.Optional;
import java.util.PriorityQueue;

/// What is due when, the earliest first. Safe for many threads.
final class Timetable {
    /// @param beat the round that this belongs to; differs from `at` in a confirm burst
    /// @param attempt 0 for a beat, 1 to 3 in a confirm burst, [#LOOK] to see whether the beat
    ///   hangs
    /// @param regular whether the check's next beat follows from this one
    record Due(Instant at, CheckRun run, Instant beat, int attempt, boolean regular) {
        static final int LOOK = -1;
    }

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>((a, b) -> a.at().compareTo(b.at()));

    synchronized void add(Due due) {
        queue.add(due);
    }

    /// Takes the next that is due at `now`, passing over what is of a check that is gone.
    synchronized Optional<Due> poll(Instant now) {
        while (!queue.isEmpty() && !queue.peek().at().isAfter(now)) {
            Due due = queue.remove();
            if (!due.run().isGone()) {
                return Optional.of(due);
            }
        }
        return Optional.empty();
    }

    synchronized Optional<Instant> next() {
        return Optional.ofNullable(queue.peek()).map(Due::at);
    }

    synchronized void clear() {
        queue.clear();
    }
}
