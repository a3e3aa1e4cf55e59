package dev.bellwether.statuspage;

import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictId;
import java.time.Instant;

/// The verdict behind a status: by its id its evidence can be asked for by those who may. What the
/// check looks at and what it saw stay private.
record Evidence(VerdictId verdict, Status status, Instant decidedAt) {}
