package dev.bellwether.notify;

import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Goes on without the word of a provider that does not give it in time.
final class ReceiptClock implements Job {
    private static final int BATCH = 100;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final Store store;
    private final Outbox outbox;
    private final Decide decide;

    ReceiptClock(Store store, Outbox outbox, Decide decide) {
        this.store = store;
        this.outbox = outbox;
        this.decide = decide;
    }

    @Override
    public String name() {
        return "notify-receipts";
    }

    @Override
    public boolean followsCommits() {
        return false;
    }

    @Override
    public Instant run(Instant now) {
        try {
            while (store.read(ReceiptRows::next).filter(at -> !at.isAfter(now)).isPresent()) {
                if (store.write(this::goOn) == 0) {
                    break;
                }
            }
        } catch (StoreUnavailable e) {
            // Looked at again below.
        }
        return now.plus(LOOK_AGAIN);
    }

    private int goOn(Tx tx) {
        List<Outbound> overdue = ReceiptRows.overdue(tx, BATCH);
        for (Outbound message : overdue) {
            OutboxReaction.apply(
                    tx,
                    outbox,
                    decide.on(message, new DeliveryEvent.ReceiptOverdue(), tx.now(), 0),
                    true);
        }
        return overdue.size();
    }
}
