package dev.bellwether.store;

import dev.bellwether.model.Fact;
import dev.bellwether.model.OrganizationId;
import java.time.Instant;

/// One line of the journal. `seq` grows by one from line to line, in the order of the commits.
public record Line(long seq, Instant at, OrganizationId organization, Fact fact) {}
