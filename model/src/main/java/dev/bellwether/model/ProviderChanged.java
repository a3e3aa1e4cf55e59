package dev.bellwether.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a provider says of itself changed. Belongs to [OrganizationId#SYSTEM].
///
/// @param component the provider's own name of the part; empty for the whole
public record ProviderChanged(
        ProviderId provider,
        Optional<String> component,
        Status before,
        Status status,
        String summary,
        List<ProviderIncident> incidents,
        Instant seenAt)
        implements Signal {
    public ProviderChanged {
        incidents = List.copyOf(incidents);
    }
}
