package dev.bellwether.model;

import java.time.Instant;

/// What one probe of one check from one place saw. High in volume: it goes to the analytics store
/// in batches, never to the journal.
///
/// @param message the resolved rule that failed, such as `[STATUS] 503 is not in 200-299`; empty
///   when all is well
/// @param confirming part of a confirm burst, not of the check's own beat
public record ProbeResult(
        OrganizationId organization,
        CheckId check,
        String place,
        Instant at,
        Outcome outcome,
        Timings timings,
        String message,
        boolean confirming) {
    public enum Outcome {
        UP,
        /// Right but slow, or a certificate near its end.
        DEGRADED,
        DOWN,
        /// The place failed its own control targets, or could not try: no vote.
        NO_VOTE
    }
}
