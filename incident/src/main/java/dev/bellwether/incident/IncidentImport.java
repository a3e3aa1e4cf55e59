package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Optional;

/// Takes incidents over as they are told elsewhere.
final class IncidentImport {
    private static final int BATCH = 100;

    private final Store store;

    IncidentImport(Store store) {
        this.store = store;
    }

    Imported take(List<Incident> incidents, String source) {
        var done = new Imported(0, 0, 0);
        for (int from = 0; from < incidents.size(); from += BATCH) {
            List<Incident> batch =
                    incidents.subList(from, Math.min(incidents.size(), from + BATCH));
            done =
                    done.plus(
                            store.write(tx ->
                                    batch.stream()
                                            .map(incident -> take(tx, incident, source))
                                            .reduce(new Imported(0, 0, 0), Imported::plus)));
        }
        return done;
    }

    private static Imported take(Tx tx, Incident told, String source) {
        Turn.take(tx, told.organization());
        Optional<Incident> before = IncidentRows.find(tx.sql(), told.organization(), told.id());
        if (before.isPresent()) {
            boolean untouched =
                    IncidentRows.source(tx.sql(), told.organization(), told.id()).isPresent();
            if (!untouched || !told.updatedAt().isAfter(before.get().updatedAt())) {
                return new Imported(0, 0, 1);
            }
        }
        Incident incident = backfilled(told);
        IncidentRows.save(tx.sql(), incident, Optional.of(source));
        tx.journal(
                incident.organization(),
                new IncidentChanged(
                        incident,
                        before.isPresent()
                                ? IncidentChanged.What.UPDATED
                                : IncidentChanged.What.OPENED,
                        Actor.imported(source)));
        for (ServiceId service : incident.affected().keySet()) {
            if (ServiceRows.find(tx.sql(), incident.organization(), service).isPresent()) {
                Desk.settleStatus(tx, incident.organization(), service, tx.now());
            }
        }
        return before.isPresent() ? new Imported(0, 1, 0) : new Imported(1, 0, 0);
    }

    private static Incident backfilled(Incident told) {
        return new Incident(
                told.id(),
                told.organization(),
                told.name(),
                told.status(),
                told.impact(),
                told.createdAt(),
                told.startedAt(),
                told.updatedAt(),
                told.monitoringAt(),
                told.resolvedAt(),
                told.affected(),
                told.updates(),
                told.postmortem(),
                told.published(),
                Incident.Wheel.PERSON,
                true);
    }
}
