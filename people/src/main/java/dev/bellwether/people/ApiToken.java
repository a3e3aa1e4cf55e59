package dev.bellwether.people;

import dev.bellwether.model.Actor;
import dev.bellwether.model.OrganizationId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A token as it is listed.
///
/// @param hint its last four characters
/// @param lastUsedAt exact to a minute
public record ApiToken(
        String id,
        OrganizationId organization,
        String name,
        String hint,
        Set<Scope> scopes,
        Actor createdBy,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> lastUsedAt) {
    public ApiToken {
        scopes = Set.copyOf(scopes);
    }
}
