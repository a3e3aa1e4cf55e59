package dev.bellwether.statuspage;

import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import java.time.Instant;

/// The verdict behind a status: by its id its evidence can be asked for by those who may. What the
/// check looks at and what it saw stay private.
///
/// @param knew whether the check could tell at least once
record Evidence(VerdictId verdict, Status status, Instant decidedAt, boolean knew) {
    Evidence known() {
        return new Evidence(verdict, status, decidedAt, true);
    }

    static Evidence of(VerdictChanged said) {
        return new Evidence(
                said.verdict(),
                said.status(),
                said.decidedAt(),
                said.status() != Status.UNKNOWN || said.before() != Status.UNKNOWN);
    }
}
