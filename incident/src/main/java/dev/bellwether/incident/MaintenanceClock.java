package dev.bellwether.incident;

import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Begins and completes maintenance at its times.
final class MaintenanceClock implements Job {
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
            List<MaintenanceRows.Due> due =
                    store.read(sql -> MaintenanceRows.dueNow(sql, now, BATCH));
            due.forEach(one -> maintenances.turn(one.organization(), one.maintenance()));
            if (due.size() == BATCH) {
                return now;
            }
            Instant latest = now.plus(LOOK_AGAIN);
            return store.read(MaintenanceRows::nextDue).filter(latest::isAfter).orElse(latest);
        } catch (StoreUnavailable e) {
            return now.plus(TRY_AGAIN);
        }
    }
}
