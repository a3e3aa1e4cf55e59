package dev.bellwether.store;

import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.Instant;

/// Tries to write as long as writing fails, so that the end of trouble is seen although nobody has
/// anything to write.
final class Probe implements Job {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Store store;
    private Instant due = Instant.EPOCH;

    Probe(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "store-probe";
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
        due = now.plus(EVERY);
        if (store.health().isWritingInTrouble()) {
            try {
                store.run(tx ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO store_probe (one, at) VALUES (1, :now)
                                        ON CONFLICT (one) DO UPDATE SET at = excluded.at
                                        """)
                                .bind("now", tx.now())
                                .execute());
            } catch (StoreUnavailable e) {
                // Still so; the health tells it.
                return due;
            }
        }
        return due;
    }
}
