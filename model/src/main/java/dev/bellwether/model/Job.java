package dev.bellwether.model;

import java.time.Instant;

/// A piece of recurring work, driven by a clock at the rim and by hand in tests.
public interface Job {
    String name();

    /// Does what is due at `now`.
    ///
    /// @return when it wants to run next; it is run earlier when its [Wake] is called
    Instant run(Instant now);
}
