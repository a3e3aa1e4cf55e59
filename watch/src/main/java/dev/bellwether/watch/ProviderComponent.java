package dev.bellwether.watch;

import dev.bellwether.model.Status;
import java.util.Locale;

/// A part of a provider as its page shows it.
///
/// @param id the provider's own id; where it has none, or one that is the same in several groups or
///   regions, the path
/// @param group names of the groups or regions it stands in, the outermost first, joined by ` / `;
///   empty when in none
/// @param words the provider's own word for its status, such as `degraded_performance`
public record ProviderComponent(String id, String name, String group, Status status, String words) {
    /// Group and name as they are written in an address, such as `compute/virtual-machines`.
    public String path() {
        return path(group.isEmpty() ? name : group + " / " + name);
    }

    /// `compute/virtual-machines` of `Compute / Virtual Machines`.
    static String path(String names) {
        return names.toLowerCase(Locale.ROOT)
                .replaceAll("\\s+/\\s+", "/")
                .replaceAll("[^\\p{L}\\p{N}/]+", "-")
                .replaceAll("-*/+-*", "/")
                .replaceAll("^[-/]+|[-/]+$", "");
    }
}
