package dev.bellwether.incident;

import dev.bellwether.model.ServiceId;
import java.time.Instant;
import java.util.Set;

/// A maintenance as it is announced, or as it is to be from now on.
///
/// @param body what is said first, Markdown; when it changes what is announced and is empty,
///   nothing is added
/// @param autoTransition begins and completes by itself at the times given
public record NewMaintenance(
        String name,
        Instant scheduledFor,
        Instant scheduledUntil,
        Set<ServiceId> affected,
        String body,
        boolean autoTransition) {
    public NewMaintenance {
        affected = Set.copyOf(affected);
    }
}
