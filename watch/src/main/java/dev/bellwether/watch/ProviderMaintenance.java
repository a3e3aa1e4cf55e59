package dev.bellwether.watch;

import java.time.Instant;
import java.util.List;

/// A maintenance window that a provider announces.
///
/// @param status the provider's own word, such as `scheduled` or `in_progress`
/// @param components names of the parts it touches
public record ProviderMaintenance(
        String id,
        String name,
        String status,
        Instant from,
        Instant until,
        List<String> components,
        String url) {
    public ProviderMaintenance {
        components = List.copyOf(components);
    }
}
