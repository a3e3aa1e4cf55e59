package dev.bellwether.notify;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A test page through the whole chain to a real device. It counts only when it was acknowledged.
///
/// @param id stands where an alert's does: in links, buttons and deliveries
public record Drill(
        AlertId id, PersonId person, Instant startedAt, Optional<Instant> acknowledgedAt) {
    /// How soon it has to be acknowledged to count.
    public static final Duration IN_TIME = Duration.ofMinutes(10);

    static final String PREFIX = "drill-";

    static boolean isDrill(AlertId id) {
        return id.value().startsWith(PREFIX);
    }

    public boolean counts() {
        return acknowledgedAt
                .filter(at -> Duration.between(startedAt, at).compareTo(IN_TIME) <= 0)
                .isPresent();
    }

    /// Whether it may still be acknowledged in time.
    public boolean isUnderWay(Instant now) {
        return acknowledgedAt.isEmpty() && now.isBefore(startedAt.plus(IN_TIME));
    }
}
