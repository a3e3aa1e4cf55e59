package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.ServiceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is to be done to many checks at once. What is empty stays as it is.
///
/// @param remove takes them away; nothing else may be asked then
/// @param places an empty list means every place there is
public record BulkChange(
        boolean remove,
        Optional<Boolean> paused,
        Optional<Duration> interval,
        Optional<Duration> timeout,
        Optional<List<String>> places,
        Optional<ServiceId> service) {
    public static final BulkChange REMOVAL =
            new BulkChange(
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public static BulkChange pause(boolean paused) {
        return new BulkChange(
                false,
                Optional.of(paused),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public boolean isNothing() {
        return !remove
                && paused.isEmpty()
                && interval.isEmpty()
                && timeout.isEmpty()
                && places.isEmpty()
                && service.isEmpty();
    }

    Check on(Check c) {
        return new Check(
                c.id(),
                c.organization(),
                service.orElse(c.service()),
                c.name(),
                c.spec(),
                interval.orElse(c.interval()),
                timeout.orElse(c.timeout()),
                c.degradedAbove(),
                c.whenDown(),
                c.recovery(),
                places.orElse(c.places()),
                paused.orElse(c.paused()));
    }
}
