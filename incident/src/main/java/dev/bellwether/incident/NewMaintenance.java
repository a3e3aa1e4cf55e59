package dev.bellwether.incident;

import dev.bellwether.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A maintenance as it is announced, or as it is to be from now on.
///
/// @param body what is said first, Markdown; when it changes what is announced and is empty,
///   nothing is added
/// @param autoTransition begins and completes by itself at the times given
/// @param reminders how long before its start those who want to know are reminded, at most 5, each
///   a minute to 30 days; none when empty
public record NewMaintenance(
        String name,
        Instant scheduledFor,
        Instant scheduledUntil,
        Set<ServiceId> affected,
        String body,
        boolean autoTransition,
        List<Duration> reminders) {
    public NewMaintenance {
        affected = Set.copyOf(affected);
        reminders = List.copyOf(reminders);
    }

    /// Without reminders.
    public NewMaintenance(
            String name,
            Instant scheduledFor,
            Instant scheduledUntil,
            Set<ServiceId> affected,
            String body,
            boolean autoTransition) {
        this(name, scheduledFor, scheduledUntil, affected, body, autoTransition, List.of());
    }
}
