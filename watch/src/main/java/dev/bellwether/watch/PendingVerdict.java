package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.VerdictChanged;

/// A change that is decided and not yet written.
record PendingVerdict(
        OrganizationId organization,
        VerdictChanged verdict,
        Evidence evidence,
        VerdictState state) {}
