package dev.bellwether.incident;

import dev.bellwether.model.Job;
import dev.bellwether.model.MaintenanceId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins and completes maintenance at its times.
final class MaintenanceClock implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceClock.class);
    private static final int BATCH = 100;
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Store store;
    private final Maintenances maintenances;

    MaintenanceClock(Store store, Maintenances maintenances) {
        this.store = store;
        this.maintenances = maintenances;
    }

    @Override
    public String name() {
        return "maintenance-clock";
    }

    @Override
    public Instant run(Instant now) {
        try {
            List<Documents.Place> due = store.read(sql -> MaintenanceRows.due(sql, now, BATCH));
            boolean all = due.stream().map(this::turn).reduce(true, Boolean::logicalAnd);
            if (!all) {
                return now.plus(LOOK_AGAIN);
            }
            if (due.size() == BATCH) {
                return now;
            }
            Instant latest = now.plus(LOOK_AGAIN);
            return store.read(MaintenanceRows::nextDue).filter(latest::isAfter).orElse(latest);
        } catch (StoreUnavailable e) {
            return now.plus(TRY_AGAIN);
        }
    }

    /// False when it failed: one that cannot be turned must not keep the others from their time.
    private boolean turn(Documents.Place due) {
        try {
            maintenances.turn(due.organization(), new MaintenanceId(due.key()));
            return true;
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("Maintenance {} could not be turned; again in a minute", due.key(), e);
            return false;
        }
    }
}
