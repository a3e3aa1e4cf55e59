package dev.bellwether.watch;

import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;

/// Writes what waits in memory, and forgets evidence that is too old, a little at a time.
final class Upkeep implements Job {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);
    private static final Duration REREAD_EVERY = Duration.ofSeconds(2);
    private static final int FORGET_AT_ONCE = 1_000;

    private final Store store;
    private final VerdictWriter writer;
    private final Heartbeats heartbeats;
    private final Duration keep;
    private Instant forgetAt = Instant.EPOCH;
    private Instant rereadAt = Instant.EPOCH;

    Upkeep(Store store, VerdictWriter writer, Heartbeats heartbeats, Duration keep) {
        this.store = store;
        this.writer = writer;
        this.heartbeats = heartbeats;
        this.keep = keep;
    }

    @Override
    public String name() {
        return "watch-upkeep";
    }

    @Override
    public Instant run(Instant now) {
        writer.flush();
        try {
            heartbeats.flush(store);
            if (store.isShared() && !now.isBefore(rereadAt)) {
                heartbeats.load(store);
                rereadAt = now.plus(REREAD_EVERY);
            }
            if (!now.isBefore(forgetAt)) {
                int gone =
                        store.write(tx -> VerdictRows.forget(tx, now.minus(keep), FORGET_AT_ONCE));
                forgetAt = gone == FORGET_AT_ONCE ? now.plus(EVERY) : now.plus(FORGET_EVERY);
            }
        } catch (StoreUnavailable e) {
            return now.plus(EVERY);
        }
        return now.plus(EVERY);
    }
}
