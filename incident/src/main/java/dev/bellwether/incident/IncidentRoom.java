package dev.bellwether.incident;

import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import java.util.List;

/// The room, wired. Safe for many threads, as are the doors it hands out.
public final class IncidentRoom {
    public IncidentRoom(Store store) {
        throw new UnsupportedOperationException();
    }

    public Services services() {
        throw new UnsupportedOperationException();
    }

    public Incidents incidents() {
        throw new UnsupportedOperationException();
    }

    public Maintenances maintenances() {
        throw new UnsupportedOperationException();
    }

    public ServiceStatuses statuses() {
        throw new UnsupportedOperationException();
    }

    /// The reaction to signals, the timers of incidents, and the clock of maintenance.
    public List<Job> jobs() {
        throw new UnsupportedOperationException();
    }
}
