package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// A change to an incident by a person or a token: takes the wheel, saves, and tells the services
/// it concerns.
final class ByHand {
    @FunctionalInterface
    interface Change {
        IncidentChanged.What make(Tx tx, Incident before, Manuscript manuscript);
    }

    private final Store store;

    ByHand(Store store) {
        this.store = store;
    }

    Incident change(OrganizationId organization, IncidentId id, Actor actor, Change change) {
        return change(organization, id, actor, Optional.empty(), change);
    }

    /// @param expected the `updatedAt` the author saw; a conflict when it is another by now
    Incident change(
            OrganizationId organization,
            IncidentId id,
            Actor actor,
            Optional<Instant> expected,
            Change change) {
        return store.write(tx -> {
            Turn.take(tx, organization);
            Incident before = Desk.load(tx, organization, id);
            if (expected.isPresent() && !expected.get().equals(before.updatedAt())) {
                throw new Conflict(
                        "Incident '"
                                + id
                                + "' was changed at "
                                + before.updatedAt()
                                + " meanwhile");
            }
            Manuscript manuscript = Manuscript.of(before, tx.now()).wheel(Incident.Wheel.PERSON);
            IncidentChanged.What what = change.make(tx, before, manuscript);
            Incident after = manuscript.done();
            Desk.save(tx, after, what, actor);
            if (before.status().isOpen() && !after.status().isOpen()) {
                Desk.closed(tx, after, true);
            }
            Set<ServiceId> services = new HashSet<>(before.affected().keySet());
            services.addAll(after.affected().keySet());
            services.stream()
                    .filter(service ->
                            ServiceRows.find(tx.sql(), organization, service).isPresent())
                    .forEach(service -> Desk.settleStatus(tx, organization, service, tx.now()));
            return after;
        });
    }
}
