package dev.bellwether.model;

import java.time.Instant;

/// A piece of recurring work, driven by a clock at the rim and by hand in tests.
public interface Job {
    String name();

    /// Does what is due at `now`.
    ///
    /// @return when it wants to run next; it is run earlier when its [Wake] is called
    Instant run(Instant now);

    /// Whether it is run, too, whenever something was written. Work that keeps a beat of its own
    /// says no: a storm commits a hundred times a second, and would pay for a look by each.
    default boolean followsCommits() {
        return true;
    }
}
