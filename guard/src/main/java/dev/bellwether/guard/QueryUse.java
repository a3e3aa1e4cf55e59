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
/// @param isApart whether it ran in quarantine, with less memory than it would have had
/// @param took from its first byte to the node until its last from there, all its runs together
public record QueryUse(
        Origin origin,
        long fingerprint,
        String text,
        End end,
        long peak,
        long rows,
        Spill spilled,
        boolean isApart,
        Duration took) {
    /// Not in quarantine.
    public QueryUse(
            Origin origin,
            long fingerprint,
            String text,
            End end,
            long peak,
            long rows,
            Spill spilled,
            Duration took) {
        this(origin, fingerprint, text, end, peak, rows, spilled, false, took);
    }

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
