package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Slice;
import java.util.List;
import java.util.Optional;

/// Work that is announced. While it is under way its services are in MAINTENANCE: nothing is opened
/// and nobody is paged for them; what arrives is recorded.
public final class Maintenances {
    Maintenances() {}

    public Maintenance get(OrganizationId organization, MaintenanceId id) {
        throw new UnsupportedOperationException();
    }

    public Optional<Maintenance> find(OrganizationId organization, MaintenanceId id) {
        throw new UnsupportedOperationException();
    }

    /// Those that are not completed, the next first; at most 1,000.
    public List<Maintenance> open(OrganizationId organization) {
        throw new UnsupportedOperationException();
    }

    /// All of them, the latest scheduled first.
    public Slice<Maintenance> list(
            OrganizationId organization, Optional<String> cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    public Maintenance schedule(OrganizationId organization, NewMaintenance what, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// Changes what was announced, as long as it is not completed.
    public Maintenance change(
            OrganizationId organization, MaintenanceId id, NewMaintenance what, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// Says more about it.
    public Maintenance update(
            OrganizationId organization, MaintenanceId id, String body, Actor actor) {
        throw new UnsupportedOperationException();
    }

    public Maintenance start(
            OrganizationId organization, MaintenanceId id, String body, Actor actor) {
        throw new UnsupportedOperationException();
    }

    public Maintenance complete(
            OrganizationId organization, MaintenanceId id, String body, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// Calls off one that has not begun.
    public void cancel(OrganizationId organization, MaintenanceId id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// What happened to it and during it, oldest first; the newest 1,000 lines.
    public List<TimelineEntry> timeline(OrganizationId organization, MaintenanceId id) {
        throw new UnsupportedOperationException();
    }

    /// See [Incidents#importAll].
    public Imported importAll(List<Maintenance> maintenances, String source) {
        throw new UnsupportedOperationException();
    }
}
