package dev.bellwether.guard;

import java.time.Duration;

/// What one query took, told when it has ended.
///
/// @param fingerprint of its form
/// @param text of its form, for people
/// @param peak memory at its highest, bytes; where it ran out of memory, its cap; 0 when nobody
///   knows
/// @param rows that it read, as last seen; 0 when nobody knows
/// @param spilled whether it went to disk
/// @param took from its first byte to the node until its last from there, all its runs together
public record QueryUse(
        Origin origin,
        long fingerprint,
        String text,
        End end,
        long peak,
        long rows,
        Spill spilled,
        Duration took) {

    /// How it ended.
    public enum End {
        ANSWERED,
        /// It would have needed more than its cap.
        OUT_OF_MEMORY,
        /// The guard did not let it run.
        REFUSED,
        /// Any other error, or its client left.
        FAILED
    }
}
