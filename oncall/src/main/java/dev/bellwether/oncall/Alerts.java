package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Slice;
import java.util.List;
import java.util.Optional;

/// What on-call people must handle.
public final class Alerts {
    Alerts() {}

    public Optional<Alert> find(OrganizationId organization, AlertId id) {
        throw new UnsupportedOperationException();
    }

    /// @throws dev.bellwether.model.NotFound when the organization has none of that id
    public Alert get(OrganizationId organization, AlertId id) {
        throw new UnsupportedOperationException();
    }

    /// The open ones, newest first; at most 1,000.
    public List<Alert> open(OrganizationId organization) {
        throw new UnsupportedOperationException();
    }

    /// All of them, newest first.
    ///
    /// @param limit 1 to 100
    public Slice<Alert> list(OrganizationId organization, Optional<String> cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    /// The newest alert of an incident. An incident that was reopened has a new one.
    public Optional<Alert> ofIncident(OrganizationId organization, IncidentId incident) {
        throw new UnsupportedOperationException();
    }

    /// Stops the escalation. An alert that is acknowledged or resolved already is answered as it
    /// stands: two people pressing one button is no mistake.
    public Alert acknowledge(OrganizationId organization, AlertId id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// Closes the alert; its incident stays open.
    ///
    /// @throws dev.bellwether.model.Conflict when it is resolved already
    public Alert resolve(OrganizationId organization, AlertId id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// Who was to be told, oldest first, and what became of it.
    public List<Told> told(OrganizationId organization, AlertId id) {
        throw new UnsupportedOperationException();
    }
}
