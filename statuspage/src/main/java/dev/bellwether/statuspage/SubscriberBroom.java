package dev.bellwether.statuspage;

import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;

/// Removes what is kept no longer: those who never confirmed, those who were in quarantine too
/// long, those of pages that are gone, and old receipts.
final class SubscriberBroom implements Job {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int AT_ONCE = 500;

    private final Store store;
    private final SubscriberSettings settings;
    private Instant nextAt = Instant.MIN;

    SubscriberBroom(Store store, SubscriberSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "subscribers-broom";
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
            int gone = store.write(this::sweep);
            nextAt = gone >= AT_ONCE ? now.plusSeconds(1) : now.plus(EVERY);
        } catch (StoreUnavailable e) {
            nextAt = now.plus(Duration.ofMinutes(1));
        }
        return nextAt;
    }

    private int sweep(Tx tx) {
        Instant old = tx.now().minus(settings.keepReceipts());
        int most = 0;
        for (String where :
                new String[] {
                    "purge_at <= :now",
                    "created_at <= :now AND NOT EXISTS (SELECT 1 FROM status_page p WHERE p.id = subscriber.page)"
                }) {
            most =
                    Math.max(
                            most,
                            tx.sql()
                                    .createUpdate(
                                            "DELETE FROM subscriber WHERE id IN (SELECT id FROM subscriber WHERE "
                                                    + where
                                                    + " LIMIT :limit)")
                                    .bind("now", tx.now())
                                    .bind("limit", AT_ONCE)
                                    .execute());
        }
        int letters =
                tx.sql()
                        .createUpdate(
                                """
                                DELETE FROM letter WHERE (fan_out, subscriber) IN (
                                    SELECT fan_out, subscriber FROM letter WHERE queued_at < :old LIMIT :limit)
                                """)
                        .bind("old", old)
                        .bind("limit", AT_ONCE * 10)
                        .execute();
        tx.sql()
                .createUpdate(
                        """
                        DELETE FROM fan_out WHERE said_at < :old AND done
                          AND NOT EXISTS (SELECT 1 FROM letter WHERE letter.fan_out = fan_out.id)
                        """)
                .bind("old", old)
                .execute();
        return Math.max(most, letters / 10);
    }
}
