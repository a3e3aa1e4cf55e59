package dev.bellwether.incident;

import dev.bellwether.model.Job;
import dev.bellwether.store.Documents;
import dev.bellwether.store.NextDue;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what had to wait for its time: documents whose column `due_at` has come. One that fails is
/// put off, so that it does not keep the others from their time.
final class DueWork implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(DueWork.class);
    private static final String DUE = "due_at";
    private static final int BATCH = 100;

    /// Commits wake it; a wake-up that was missed must not cost a minute.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final Duration POSTPONED = Duration.ofMinutes(1);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Store store;
    private final String name;
    private final Documents<?> table;
    private final Consumer<Documents.Place> work;
    private final NextDue nextDue;

    /// @param work makes the document due later or not at all; may find that it is not due any more
    DueWork(Store store, String name, Documents<?> table, Consumer<Documents.Place> work) {
        this.store = store;
        this.name = name;
        this.table = table;
        this.work = work;
        this.nextDue = table.nextDue(store, DUE);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Instant run(Instant now) {
        try {
            Optional<Instant> next = nextDue.get();
            if (next.filter(at -> !at.isAfter(now)).isPresent()) {
                List<Documents.Place> due = store.read(sql -> table.due(sql, DUE, now, BATCH));
                due.forEach(one -> handle(one, now));
                if (due.size() == BATCH) {
                    return now;
                }
                next = nextDue.get();
            }
            Instant latest = now.plus(LOOK_AGAIN);
            return next.filter(latest::isAfter).orElse(latest);
        } catch (StoreUnavailable e) {
            return now.plus(TRY_AGAIN);
        }
    }

    private void handle(Documents.Place due, Instant now) {
        try {
            work.accept(due);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("{}: {} could not be handled; again in a minute", name, due.key(), e);
            store.run(tx -> table.postpone(tx.sql(), due, DUE, now.plus(POSTPONED)));
        }
    }
}
