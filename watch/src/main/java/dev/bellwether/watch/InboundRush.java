package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Whether an organization's senders say more than is decided while they wait: [#MOST] events in a
/// second, and what they say then has its turn like everybody's. Safe for many threads.
final class InboundRush {
    static final int MOST = 100;

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final int MOST_KEPT = 10_000;

    private record Second(Instant from, int events) {
        /// A clock that was set back begins another one.
        boolean holds(Instant now) {
            return !now.isBefore(from) && now.isBefore(from.plus(WINDOW));
        }
    }

    private final Map<OrganizationId, Second> seconds = new HashMap<>();

    /// Counts what one request says. True when there was too much before it.
    synchronized boolean isOn(OrganizationId organization, int events, Instant now) {
        Second before = seconds.get(organization);
        int already = before != null && before.holds(now) ? before.events() : 0;
        if (seconds.size() >= MOST_KEPT) {
            seconds.clear();
        }
        Instant from = already > 0 && before != null ? before.from() : now;
        seconds.put(organization, new Second(from, Math.min(MOST, already) + events));
        return already >= MOST;
    }
}
