package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Optional;

/// What on-call people must handle.
public final class Alerts {
    private static final int LARGEST = 200;

    private final Store store;

    Alerts(Store store) {
        this.store = store;
    }

    public Optional<Alert> find(OrganizationId organization, AlertId id) {
        return store.read(sql -> AlertRows.find(sql, organization, id)).map(Escalating::alert);
    }

    /// @throws dev.bellwether.model.NotFound when the organization has none of that id
    public Alert get(OrganizationId organization, AlertId id) {
        return find(organization, id).orElseThrow(() -> new NotFound("alert", id.value()));
    }

    /// The open ones, newest first; at most 1,000.
    public List<Alert> open(OrganizationId organization) {
        return store.read(sql -> AlertRows.open(sql, organization));
    }

    /// All of them, newest first.
    ///
    /// @param limit 1 to 200
    public Slice<Alert> list(OrganizationId organization, Optional<String> cursor, int limit) {
        if (limit < 1 || limit > LARGEST) {
            throw new InvalidInput("limit", "'" + limit + "' is not 1 to " + LARGEST);
        }
        AlertCursor before = AlertCursor.of(cursor);
        List<Alert> read =
                store.read(sql ->
                        AlertRows.latest(
                                sql, organization, before.micros(), before.id(), limit + 1));
        if (read.size() <= limit) {
            return new Slice<>(read, Optional.empty());
        }
        return new Slice<>(
                read.subList(0, limit), Optional.of(AlertCursor.after(read.get(limit - 1))));
    }

    /// The newest alert of an incident. An incident that was reopened has a new one.
    public Optional<Alert> ofIncident(OrganizationId organization, IncidentId incident) {
        return store.read(sql -> AlertRows.ofIncident(sql, organization, incident))
                .map(Escalating::alert);
    }

    /// Stops the escalation. An alert that is acknowledged or resolved already is answered as it
    /// stands: two people pressing one button is no mistake.
    public Alert acknowledge(OrganizationId organization, AlertId id, Actor actor) {
        return store.write(tx ->
                AlertDesk.happened(
                                tx,
                                hold(tx, organization, id),
                                new AlertEvent.Acknowledged(actor),
                                Roster.NOBODY)
                        .alert());
    }

    /// Closes the alert; its incident stays open.
    ///
    /// @throws dev.bellwether.model.Conflict when it is resolved already
    public Alert resolve(OrganizationId organization, AlertId id, Actor actor) {
        return store.write(tx -> {
            Escalating before = hold(tx, organization, id);
            if (!before.alert().isOpen()) {
                throw new Conflict("Alert '" + id + "' is resolved already");
            }
            return AlertDesk.happened(
                            tx,
                            before,
                            new AlertEvent.Resolved(actor, "resolved by " + actor.name()),
                            Roster.NOBODY)
                    .alert();
        });
    }

    /// Who was to be told, oldest first, and what became of it.
    public List<Told> told(OrganizationId organization, AlertId id) {
        Alert alert = get(organization, id);
        return Tellings.of(
                id,
                store.journal()
                        .about(organization, alert.incident().value(), Long.MAX_VALUE, 1_000));
    }

    private static Escalating hold(Tx tx, OrganizationId organization, AlertId id) {
        return AlertRows.hold(tx, organization, id)
                .orElseThrow(() -> new NotFound("alert", id.value()));
    }
}
