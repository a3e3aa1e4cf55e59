package dev.bellwether.incident;

import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import java.util.List;

/// The room, wired. Safe for many threads, as are the doors it hands out.
public final class IncidentRoom {
    private final Store store;
    private final Services services;
    private final Incidents incidents;
    private final Postmortems postmortems;
    private final DependencyMap dependencies;
    private final Applications applications;
    private final Maintenances maintenances;
    private final ServiceStatuses statuses;

    public IncidentRoom(Store store) {
        this.store = store;
        this.services = new Services(store);
        this.incidents = new Incidents(store);
        this.dependencies = new DependencyMap(store);
        this.applications = new Applications(store);
        this.postmortems = new Postmortems(store, incidents);
        this.maintenances = new Maintenances(store);
        this.statuses = new ServiceStatuses(store);
    }

    public Services services() {
        return services;
    }

    public Incidents incidents() {
        return incidents;
    }

    public Postmortems postmortems() {
        return postmortems;
    }

    public DependencyMap dependencies() {
        return dependencies;
    }

    public Applications applications() {
        return applications;
    }

    public Maintenances maintenances() {
        return maintenances;
    }

    public ServiceStatuses statuses() {
        return statuses;
    }

    /// The reaction to signals, the timers of incidents, and the clock of maintenance.
    public List<Job> jobs() {
        return List.of(
                store.journal().reaction("incident-signals", new SignalReaction()),
                new IncidentTimer(store),
                new MaintenanceClock(store, maintenances));
    }
}
