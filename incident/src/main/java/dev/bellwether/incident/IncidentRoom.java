package dev.bellwether.incident;

import dev.bellwether.model.GuardAlarms;
import dev.bellwether.model.ImportTarget;
import dev.bellwether.model.Job;
import dev.bellwether.model.MaintenanceId;
import dev.bellwether.model.SeriesId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Documents;
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
    private final MaintenanceSeries series;
    private final Templates templates;
    private final Changes changes;
    private final Suspects suspects;
    private final ServiceStatuses statuses;

    public IncidentRoom(Store store) {
        this.store = store;
        this.services = new Services(store);
        this.incidents = new Incidents(store);
        this.postmortems = new Postmortems(store, incidents);
        this.dependencies = new DependencyMap(store);
        this.applications = new Applications(store);
        this.maintenances = new Maintenances(store);
        this.series = new MaintenanceSeries(store);
        this.templates = new Templates(store);
        this.changes = new Changes(store);
        this.suspects = new Suspects(store);
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

    public MaintenanceSeries series() {
        return series;
    }

    public Templates templates() {
        return templates;
    }

    public Changes changes() {
        return changes;
    }

    public Suspects suspects() {
        return suspects;
    }

    /// Where a guard raises its alarms.
    ///
    /// @param guard its name, of those that share the database
    public GuardAlarms guardAlarms(String guard) {
        return new GuardAlarmBook(store, guard);
    }

    public ServiceStatuses statuses() {
        return statuses;
    }

    /// Where the history of an imported page goes.
    public ImportTarget imports() {
        return new ImportedInto(this);
    }

    /// The reaction to signals, and what waits for its time: incidents, maintenance, its series and
    /// its reminders.
    public List<Job> jobs() {
        return List.of(
                store.journal()
                        .reaction(
                                "incident-signals", SignalReaction.CONCERNS, new SignalReaction()),
                store.journal()
                        .reaction("incident-changes", Changes.CONCERNS, Changes::madeElsewhere),
                new DueWork(store, "incident-timer", WatchRows.WATCHED, this::look),
                new DueWork(
                        store,
                        "maintenance-series",
                        MaintenanceSeries.SERIES,
                        due -> series.announce(due.organization(), new SeriesId(due.key()))),
                new DueWork(
                        store,
                        "maintenance-reminders",
                        Reminders.ROWS,
                        due ->
                                maintenances.remind(
                                        due.organization(), new MaintenanceId(due.key()))),
                new DueWork(
                        store,
                        "maintenance-clock",
                        MaintenanceRows.MAINTENANCES,
                        due ->
                                maintenances.turn(
                                        due.organization(), new MaintenanceId(due.key()))));
    }

    private void look(Documents.Place due) {
        store.run(tx -> {
            Turn.take(tx, due.organization());
            Desk.look(tx, due.organization(), new ServiceId(due.key()));
        });
    }
}
