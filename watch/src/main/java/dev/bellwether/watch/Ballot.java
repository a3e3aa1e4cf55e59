package dev.bellwether.watch;

import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.Timings;
import java.time.Instant;

/// What one probe from one place says: one voice in the verdict.
///
/// @param beat when the round was due; all places' ballots of a round carry the same
/// @param attempt 0 for the check's own beat, 1 to 3 for the confirm burst
/// @param at when the probe began
/// @param answered when it was over
/// @param message the resolved rule that failed; empty when all is well
public record Ballot(
        String place,
        Instant beat,
        int attempt,
        Instant at,
        Instant answered,
        Outcome outcome,
        Timings timings,
        String message)
        implements VerdictEvent {
    @Override
    public Instant when() {
        return answered;
    }
}
