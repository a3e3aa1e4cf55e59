package dev.bellwether.model;

import java.time.Instant;

/// What a provider says of one of its own troubles, in its own words.
///
/// @param id the provider's own id of it
/// @param status the provider's own word for the stage
public record ProviderIncident(
        String id,
        String name,
        String status,
        Impact impact,
        Instant startedAt,
        Instant updatedAt,
        String lastUpdate,
        String url) {}
