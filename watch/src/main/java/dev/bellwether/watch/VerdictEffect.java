package dev.bellwether.watch;

import dev.bellwether.model.CheckState;
import dev.bellwether.model.Status;
import java.time.Instant;

/// What a verdict asks for.
public sealed interface VerdictEffect {
    /// Probe again after each of [VerdictMachine#BURST], from every place, as part of this beat.
    record Confirm(Instant beat) implements VerdictEffect {}

    /// What the check says of its service is another thing now. `from` and `to` are never SUSPECT
    /// or RECOVERING, which change nothing for anybody else.
    record Changed(
            CheckState from,
            CheckState to,
            Status before,
            Status status,
            String summary,
            Instant since,
            Instant decidedAt)
            implements VerdictEffect {}
}
