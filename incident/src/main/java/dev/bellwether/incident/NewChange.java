package dev.bellwether.incident;

import dev.bellwether.model.Change;
import dev.bellwether.model.ServiceId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Something that was done, as it is made known.
///
/// @param detail plain text, up to 5,000 characters
/// @param at when it was done; empty means now; at most a day ahead and 400 days back
public record NewChange(
        Change.Kind kind,
        String title,
        Optional<String> detail,
        Optional<Instant> at,
        Set<ServiceId> services,
        Optional<String> source,
        Optional<String> link) {
    public NewChange {
        services = Set.copyOf(services);
    }
}
