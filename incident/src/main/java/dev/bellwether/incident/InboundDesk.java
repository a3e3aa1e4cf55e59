package dev.bellwether.incident;

import dev.bellwether.model.AcknowledgeAsked;
import dev.bellwether.model.Actor;
import dev.bellwether.model.AlertAsked;
import dev.bellwether.model.Impact;
import dev.bellwether.model.InboundAlert;
import dev.bellwether.model.InboundSignal;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.TimelineNoted;
import dev.bellwether.model.UpdateId;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What other programs raised: one incident for each of their alerts, for as long as the alert is
/// open, as its sender would have it. Checks neither join such an incident nor end it.
///
/// A person who takes the wheel keeps it: from then on what the sender says stands on the private
/// timeline alone.
final class InboundDesk {
    private InboundDesk() {}

    /// In one transaction whose turn was taken.
    static void said(Tx tx, InboundSignal signal) {
        InboundAlert alert = signal.alert();
        Optional<Incident> open =
                IncidentRows.find(tx.sql(), alert.organization(), alert.incident())
                        .filter(incident -> incident.status().isOpen());
        switch (signal.what()) {
            case RAISED -> raised(tx, signal);
            case CHANGED -> open.ifPresent(incident -> changed(tx, incident, signal));
            case ACKNOWLEDGED ->
                    open.ifPresent(incident -> {
                        tx.journal(
                                alert.organization(),
                                new AcknowledgeAsked(incident.id(), signal.actor()));
                        note(tx, incident, signal.note(), signal.actor());
                    });
            case NOTED ->
                    open.ifPresent(incident -> note(tx, incident, signal.note(), signal.actor()));
            case ASKED ->
                    open.ifPresent(incident -> {
                        signal.ask()
                                .ifPresent(ask ->
                                        tx.journal(
                                                alert.organization(),
                                                new AlertAsked(
                                                        incident.id(), ask, signal.actor())));
                        note(tx, incident, signal.note(), signal.actor());
                    });
            case RESOLVED -> open.ifPresent(incident -> resolved(tx, incident, signal));
            case DROPPED -> {
                // Told in the delivery log.
            }
        }
    }

    private static void raised(Tx tx, InboundSignal signal) {
        InboundAlert alert = signal.alert();
        OrganizationId organization = alert.organization();
        if (IncidentRows.find(tx.sql(), organization, alert.incident()).isPresent()) {
            return;
        }
        Optional<Service> service = ServiceRows.find(tx.sql(), organization, alert.service());
        boolean quiet =
                !MaintenanceRows.underWay(tx.sql(), organization, alert.service()).isEmpty();
        boolean published = alert.published() && service.isPresent() && !quiet;
        Status status = alert.severity().status();
        Incident incident =
                Manuscript.fresh(
                                organization,
                                alert.incident(),
                                title(alert, service, published),
                                notLater(alert.startedAt(), tx.now()),
                                published,
                                Incident.Wheel.AUTOMATION,
                                false,
                                tx.now())
                        .origin(
                                new Incident.Origin(
                                        alert.integration(),
                                        alert.sender(),
                                        alert.key(),
                                        alert.severity(),
                                        alert.paging()))
                        .impact(Impact.of(status))
                        .say(
                                new UpdateId(tx.newId()),
                                IncidentStatus.INVESTIGATING,
                                service.map(one -> Map.of(one.id(), status)).orElseGet(Map::of),
                                service.filter(one -> published && status.isTrouble())
                                        .map(one ->
                                                Words.opened(one, status, alert.startedAt(), ""))
                                        .orElse(InboundWords.opened(alert)),
                                tx.now(),
                                signal.actor(),
                                id -> Desk.name(tx, organization, id))
                        .done();
        Desk.save(tx, incident, IncidentChanged.What.OPENED, signal.actor());
        note(tx, incident, InboundWords.evidence(alert), signal.actor());
        settle(tx, incident);
    }

    /// Public words name the service, never what the sender wrote.
    private static String title(InboundAlert alert, Optional<Service> service, boolean published) {
        Status status = alert.severity().status();
        return service.filter(one -> published && status.isTrouble())
                .map(one -> Words.title(one, status))
                .orElseGet(() -> InboundWords.title(alert));
    }

    private static void changed(Tx tx, Incident incident, InboundSignal signal) {
        InboundAlert alert = signal.alert();
        note(tx, incident, InboundWords.evidence(alert), signal.actor());
        Status status = alert.severity().status();
        boolean isAsSaid =
                incident.affected().getOrDefault(alert.service(), Status.OPERATIONAL) == status;
        Optional<Service> service =
                ServiceRows.find(tx.sql(), alert.organization(), alert.service());
        if (incident.wheel() != Incident.Wheel.AUTOMATION || isAsSaid || service.isEmpty()) {
            return;
        }
        Status before = incident.affected().getOrDefault(alert.service(), Status.OPERATIONAL);
        Incident after =
                Manuscript.of(incident, tx.now())
                        .say(
                                new UpdateId(tx.newId()),
                                incident.status(),
                                Map.of(alert.service(), status),
                                Words.said(
                                        service.get(),
                                        status.compareTo(before) > 0
                                                ? ServiceEffect.Saying.WORSE
                                                : ServiceEffect.Saying.BETTER,
                                        status),
                                tx.now(),
                                signal.actor(),
                                id -> Desk.name(tx, alert.organization(), id))
                        .atLeastImpactOfWorst()
                        .done();
        Desk.save(tx, after, IncidentChanged.What.UPDATED, signal.actor());
        settle(tx, after);
    }

    private static void resolved(Tx tx, Incident incident, InboundSignal signal) {
        if (!signal.note().isEmpty()) {
            note(tx, incident, signal.note(), signal.actor());
        }
        if (incident.wheel() != Incident.Wheel.AUTOMATION) {
            note(tx, incident, InboundWords.wouldHaveResolved(signal.alert()), signal.actor());
            return;
        }
        Duration lasted = Duration.between(incident.startedAt(), tx.now());
        Incident after =
                Manuscript.of(incident, tx.now())
                        .say(
                                new UpdateId(tx.newId()),
                                IncidentStatus.RESOLVED,
                                Map.of(),
                                incident.published()
                                        ? "This incident is resolved. The problem lasted "
                                                + Words.length(lasted)
                                                + "."
                                        : InboundWords.resolved(signal.alert(), lasted),
                                tx.now(),
                                signal.actor(),
                                id -> Desk.name(tx, incident.organization(), id))
                        .done();
        Desk.save(tx, after, IncidentChanged.What.RESOLVED, signal.actor());
        settle(tx, after);
    }

    private static void settle(Tx tx, Incident incident) {
        for (ServiceId id : incident.affected().keySet()) {
            if (incident.published()
                    && ServiceRows.find(tx.sql(), incident.organization(), id).isPresent()) {
                Desk.settleStatus(tx, incident.organization(), id, tx.now());
            }
        }
    }

    private static void note(Tx tx, Incident incident, String text, Actor actor) {
        if (!text.isBlank()) {
            tx.journal(incident.organization(), new TimelineNoted(incident.id(), text, actor));
        }
    }

    private static Instant notLater(Instant at, Instant now) {
        return at.isAfter(now) ? now : at;
    }
}
