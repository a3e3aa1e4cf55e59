package dev.bellwether.watch;

import java.time.Instant;

/// What can move a verdict.
public sealed interface VerdictEvent permits Ballot, Statement {
    /// When it was known.
    Instant when();
}
