package dev.bellwether.people;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Slice;
import java.util.Optional;

/// Who did what: the journal's lines that have an actor.
public final class AuditLog {
    AuditLog() {}

    /// The newest first.
    ///
    /// @param next what the slice before said; empty to begin
    /// @param limit 1 to 200
    public Slice<AuditEntry> entries(
            OrganizationId organization, Optional<String> next, int limit) {
        throw new UnsupportedOperationException();
    }
}
