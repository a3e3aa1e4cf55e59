package dev.bellwether.incident;

import dev.bellwether.model.ServiceId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Maintenance that comes again, as its author wants it.
///
/// @param body what is said of each occurrence when it is announced, Markdown
/// @param begins the first one, local time such as `2026-11-22T03:00`
/// @param zone such as `Europe/Berlin`: 03:00 there stays 03:00 in summer and in winter
/// @param rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=SU`; DAILY or rarer
/// @param lasts one minute to 7 days, and not longer than until the next begins
/// @param reminders see [NewMaintenance]
public record NewSeries(
        String name,
        String body,
        Set<ServiceId> affected,
        String begins,
        String zone,
        String rule,
        Duration lasts,
        boolean autoTransition,
        List<Duration> reminders) {
    public NewSeries {
        affected = Set.copyOf(affected);
        reminders = List.copyOf(reminders);
    }
}
