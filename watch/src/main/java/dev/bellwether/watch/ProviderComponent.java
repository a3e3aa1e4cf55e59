package dev.bellwether.watch;

import dev.bellwether.model.Status;

/// A part of a provider as its page shows it.
///
/// @param id the provider's own id
/// @param group name of the group it stands in; empty when in none
/// @param words the provider's own word for its status, such as `degraded_performance`
public record ProviderComponent(
        String id, String name, String group, Status status, String words) {}
