package dev.bellwether.watch;

import java.time.Instant;

/// One thing a provider said about one of its incidents or maintenances, in its own words.
///
/// @param incident the provider's own id of what it is about
/// @param status the provider's own word for the stage
public record ProviderUpdate(String incident, Instant at, String status, String text) {}
