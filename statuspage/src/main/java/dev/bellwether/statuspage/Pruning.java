package dev.bellwether.statuspage;

import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;

/// Deletes what is too old to be drawn, once a day.
final class Pruning implements Job {
    private final Store store;
    private Instant next = Instant.MIN;

    Pruning(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "statuspage-prune";
    }

    @Override
    public boolean followsCommits() {
        return false;
    }

    @Override
    public synchronized Instant run(Instant now) {
        if (now.isBefore(next)) {
            return next;
        }
        try {
            store.run(WorldRows::prune);
            next = now.plus(Duration.ofDays(1));
        } catch (StoreUnavailable e) {
            next = now.plus(Duration.ofMinutes(1));
        }
        return next;
    }
}
