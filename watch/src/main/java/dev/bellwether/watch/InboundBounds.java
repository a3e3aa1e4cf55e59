package dev.bellwether.watch;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/// How much an organization may have open and waiting, as it was counted a moment ago: thousands of
/// events a second do not each count. Safe for many threads.
final class InboundBounds {
    /// The most requests of one organization that wait to be decided.
    static final long MOST_WAITING = 100_000;

    private static final Duration COUNTED_FOR = Duration.ofSeconds(2);
    private static final int MOST_KEPT = 10_000;

    private record Counted(long open, long waiting, Instant until) {
        Counted until(Instant later) {
            return new Counted(open, waiting, later);
        }
    }

    private final Store store;
    private final InstantSource clock;
    private final ConcurrentHashMap<OrganizationId, Counted> counts = new ConcurrentHashMap<>();

    InboundBounds(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Whether nothing more may be opened.
    boolean isFull(OrganizationId organization) {
        return counted(organization).open() >= Inbound.MOST_OPEN;
    }

    /// @throws InboundBusy when too much waits
    /// @throws InvalidInput when it would open an alert, and too many are open
    void require(Integration integration, List<InboundEvent> events) {
        Counted counted = counted(integration.organization());
        if (counted.waiting() >= MOST_WAITING) {
            throw new InboundBusy(counted.waiting());
        }
        if (counted.open() + counted.waiting() >= Inbound.MOST_OPEN
                && events.stream().anyMatch(event -> opens(integration, event))) {
            throw tooMany();
        }
    }

    private boolean opens(Integration integration, InboundEvent event) {
        return event.action() == InboundEvent.Action.TRIGGER
                && store.read(sql ->
                                InboundRows.open(
                                        sql,
                                        integration.organization(),
                                        integration.id(),
                                        event.key().orElse("")))
                        .isEmpty();
    }

    static InvalidInput tooMany() {
        return new InvalidInput(
                "alerts",
                "There are "
                        + Inbound.MOST_OPEN
                        + " open alerts already: resolve some, or have a rule send them"
                        + " nowhere");
    }

    private Counted counted(OrganizationId organization) {
        Instant now = clock.instant();
        Counted before = counts.get(organization);
        if (before != null && now.isBefore(before.until())) {
            return before;
        }
        // One counts anew; whoever comes meanwhile takes what was counted before.
        if (before != null && !counts.replace(organization, before, before.until(fresh(now)))) {
            return before;
        }
        Counted counted =
                store.read(sql ->
                        new Counted(
                                InboundRows.countOpen(sql, organization),
                                PostedRows.count(sql, organization),
                                fresh(now)));
        if (counts.size() >= MOST_KEPT) {
            counts.clear();
        }
        counts.put(organization, counted);
        return counted;
    }

    private static Instant fresh(Instant now) {
        return now.plus(COUNTED_FOR);
    }
}
