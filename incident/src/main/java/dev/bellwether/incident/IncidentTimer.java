package dev.bellwether.incident;

import dev.bellwether.model.Job;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens and resolves what had to wait for its time.
final class IncidentTimer implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentTimer.class);
    private static final int BATCH = 100;
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Store store;

    IncidentTimer(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "incident-timer";
    }

    @Override
    public Instant run(Instant now) {
        try {
            List<Documents.Place> due = store.read(sql -> WatchRows.due(sql, now, BATCH));
            due.forEach(one -> look(one, now));
            if (due.size() == BATCH) {
                return now;
            }
            Instant latest = now.plus(LOOK_AGAIN);
            return store.read(WatchRows::nextDue).filter(latest::isAfter).orElse(latest);
        } catch (StoreUnavailable e) {
            return now.plus(TRY_AGAIN);
        }
    }

    private void look(Documents.Place due, Instant now) {
        try {
            store.run(tx -> {
                Turn.take(tx, due.organization());
                Desk.look(tx, due.organization(), new ServiceId(due.key()));
            });
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("Service {} could not be looked at; again in a minute", due.key(), e);
            store.run(tx -> WatchRows.postpone(tx.sql(), due, now.plus(LOOK_AGAIN)));
        }
    }
}
