package dev.bellwether.api;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A check as its author wants it. A secret that was answered as `(kept)` and is sent back so stays
/// what it is.
public record CheckInput(
        ServiceId service,
        String name,
        CheckSpec spec,
        Optional<Duration> interval,
        Optional<Duration> timeout,
        Optional<Duration> degradedAbove,
        Optional<Status> whenDown,
        Optional<Check.Recovery> recovery,
        List<String> places,
        Optional<Boolean> paused,
        List<String> labels) {

    Check as(CheckId id, OrganizationId organization) {
        Duration every = interval.orElse(Check.DEFAULT_INTERVAL);
        Duration longest =
                every.compareTo(Check.DEFAULT_TIMEOUT) < 0 ? every : Check.DEFAULT_TIMEOUT;
        return new Check(
                id,
                organization,
                service,
                name,
                spec,
                every,
                timeout.orElse(longest),
                degradedAbove,
                whenDown.orElse(Status.MAJOR_OUTAGE),
                recovery.orElse(Check.Recovery.DEFAULT),
                places,
                paused.orElse(false),
                labels);
    }
}
