package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.ServiceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is to be done to many checks at once. What is empty stays as it is.
///
/// @param remove takes them away; nothing else may be asked then
/// @param places an empty list means every place there is
/// @param addLabels beside those that each has
/// @param removeLabels what none of them has is passed over
public record BulkChange(
        boolean remove,
        Optional<Boolean> paused,
        Optional<Duration> interval,
        Optional<Duration> timeout,
        Optional<List<String>> places,
        Optional<ServiceId> service,
        List<String> addLabels,
        List<String> removeLabels) {
    public BulkChange {
        addLabels = List.copyOf(addLabels);
        removeLabels = List.copyOf(removeLabels);
    }

    public BulkChange(
            boolean remove,
            Optional<Boolean> paused,
            Optional<Duration> interval,
            Optional<Duration> timeout,
            Optional<List<String>> places,
            Optional<ServiceId> service) {
        this(remove, paused, interval, timeout, places, service, List.of(), List.of());
    }

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
                && service.isEmpty()
                && addLabels.isEmpty()
                && removeLabels.isEmpty();
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
                paused.orElse(c.paused()),
                Stream.concat(
                                c.labels().stream().filter(label -> !removeLabels.contains(label)),
                                addLabels.stream())
                        .toList());
    }
}
