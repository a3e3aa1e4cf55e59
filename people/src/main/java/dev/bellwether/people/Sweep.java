package dev.bellwether.people;

import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;

/// Clears away sessions, links and counts that have expired. They have no effect any more: only
/// their room is wanted.
final class Sweep implements Job {
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Duration OLD = Duration.ofDays(2);

    private final Store store;
    private final PeopleSettings settings;
    private Instant due = Instant.EPOCH;

    Sweep(Store store, PeopleSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "people-sweep";
    }

    @Override
    public boolean followsCommits() {
        return false;
    }

    @Override
    public Instant run(Instant now) {
        if (now.isBefore(due)) {
            return due;
        }
        try {
            store.run(tx -> {
                Sessions.clear(tx, tx.now().minus(settings.idle()));
                Links.clear(tx);
                Throttles.clearBefore(tx, tx.now().minus(OLD));
            });
            due = now.plus(EVERY);
        } catch (StoreUnavailable e) {
            due = now.plus(LATER);
        }
        return due;
    }
}
