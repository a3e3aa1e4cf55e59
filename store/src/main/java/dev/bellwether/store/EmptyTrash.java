package dev.bellwether.store;

import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.Instant;

/// Takes away for good what was deleted and can no longer be brought back.
final class EmptyTrash implements Job {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Store store;

    EmptyTrash(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "trash";
    }

    @Override
    public boolean followsCommits() {
        return false;
    }

    @Override
    public Instant run(Instant now) {
        try {
            return now.plus(store.<Boolean>write(Trash::empty) ? SOON : EVERY);
        } catch (StoreUnavailable e) {
            return now.plus(EVERY);
        }
    }
}
