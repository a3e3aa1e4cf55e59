package dev.bellwether.watch;

import dev.bellwether.model.Timings;

/// What became of a probe. Messages begin with the rule in brackets and carry the value that was
/// found: `[STATUS] 503 is not in 200-299`.
sealed interface ProbeOutcome {
    /// As it should be.
    record Good(Timings timings) implements ProbeOutcome {}

    /// Right, but not well: slow, or a certificate near its end.
    record Degraded(Timings timings, String message) implements ProbeOutcome {}

    /// Wrong, or no answer in time.
    ///
    /// @param mayBeHome a broken network of this place would look the same
    record Failed(Timings timings, String message, boolean mayBeHome) implements ProbeOutcome {}

    /// The place could not try, so it has no vote.
    record NotTried(String message) implements ProbeOutcome {}
}
