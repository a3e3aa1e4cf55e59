package dev.bellwether.notify;

import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;

/// Removes messages that were finished long ago. What became of them stays in the journal.
final class Broom implements Job {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int AT_ONCE = 500;

    private final Store store;
    private Instant nextAt = Instant.MIN;

    Broom(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "notify-broom";
    }

    @Override
    public boolean followsCommits() {
        return false;
    }

    @Override
    public Instant run(Instant now) {
        if (now.isBefore(nextAt)) {
            return nextAt;
        }
        try {
            int gone = store.write(tx -> Outbox.sweep(tx, now.minus(KEPT), AT_ONCE));
            nextAt = gone == AT_ONCE ? now.plusSeconds(1) : now.plus(EVERY);
        } catch (StoreUnavailable e) {
            nextAt = now.plus(Duration.ofMinutes(1));
        }
        return nextAt;
    }
}
