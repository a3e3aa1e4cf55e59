package dev.bellwether.oncall;

import dev.bellwether.model.AcknowledgeAsked;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertAsked;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.CauseNamed;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.MaintenanceChanged;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceRemoved;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.TimelineNoted;
import dev.bellwether.store.Line;
import dev.bellwether.store.Reaction;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes from the journal what concerns alerts. It triggers and resolves; the steps themselves are
/// taken by [EscalationClock].
final class AlertReaction implements Reaction {
    /// What it takes; all else is passed over.
    static final Set<Class<? extends Fact>> CONCERNS =
            Set.of(
                    ServiceChanged.class,
                    ServiceRemoved.class,
                    MaintenanceChanged.class,
                    IncidentChanged.class,
                    AcknowledgeAsked.class,
                    AlertAsked.class,
                    TimelineNoted.class,
                    CauseNamed.class,
                    ServiceStatusChanged.class,
                    DeliveryChanged.class);

    private static final int LONGEST_SUMMARY = 2_000;

    private final SenderAsks asks;

    AlertReaction(SenderAsks asks) {
        this.asks = asks;
    }

    @Override
    public void on(Tx tx, Line line) {
        switch (line.fact()) {
            case ServiceChanged(var service, var actor) -> KnownRows.keep(tx.sql(), service);
            case ServiceRemoved(var service, var actor) ->
                    KnownRows.forget(tx.sql(), line.organization(), service);
            case MaintenanceChanged changed -> maintenance(tx, changed);
            case IncidentChanged changed -> incident(tx, changed);
            case AcknowledgeAsked(var incident, var actor) ->
                    asks.acknowledged(tx, line.organization(), incident, actor);
            case AlertAsked asked -> asks.asked(tx, line.organization(), asked);
            case TimelineNoted noted ->
                    noted(tx, line.organization(), noted.incident(), noted.text());
            case CauseNamed named ->
                    noted(tx, line.organization(), named.causation().incident(), named.text());
            case ServiceStatusChanged changed -> status(tx, line.organization(), changed);
            case DeliveryChanged changed -> delivery(tx, line.organization(), changed);
            default -> {
                // Nothing of on-call's.
            }
        }
    }

    private void maintenance(Tx tx, MaintenanceChanged changed) {
        boolean underWay =
                changed.maintenance().status().isUnderWay()
                        && changed.what() != MaintenanceChanged.What.DELETED;
        KnownRows.keep(tx.sql(), changed.maintenance(), underWay);
        KnownRows.waiting(tx.sql(), changed.maintenance().organization())
                .forEach(waiting -> consider(tx, waiting));
    }

    private void incident(Tx tx, IncidentChanged changed) {
        Incident incident = changed.incident();
        boolean deleted = changed.what() == IncidentChanged.What.DELETED;
        if (incident.status().isOpen() && !deleted) {
            if (!incident.backfilled()) {
                consider(tx, changed);
            }
            return;
        }
        KnownRows.release(tx.sql(), incident.organization(), incident.id());
        AlertRows.ofIncident(tx.sql(), incident.organization(), incident.id())
                .flatMap(found -> AlertRows.hold(tx, incident.organization(), found.alert().id()))
                .ifPresent(held ->
                        AlertDesk.happened(
                                tx,
                                held,
                                new AlertEvent.Resolved(
                                        changed.actor(),
                                        why(changed, deleted),
                                        false,
                                        changed.goesOnAs()),
                                Roster.NOBODY));
    }

    private static String why(IncidentChanged changed, boolean deleted) {
        return deleted
                ? "the draft was deleted"
                : changed.goesOnAs()
                        .map(other -> "followed by the incident '" + other + "'")
                        .orElse("the incident is resolved");
    }

    /// Triggers an alert if the incident pages anybody and has none yet. One that pages nobody, or
    /// nobody now, is remembered until it ends: it may get worse.
    private void consider(Tx tx, IncidentChanged changed) {
        Incident incident = changed.incident();
        OrganizationId organization = incident.organization();
        Optional<Escalating> before = AlertRows.ofIncident(tx.sql(), organization, incident.id());
        if (before.isPresent() && before.get().alert().isOpen()) {
            Worsening.of(tx, before.get(), incident);
            return;
        }
        boolean again =
                changed.what() == IncidentChanged.What.REOPENED
                        || KnownRows.waiting(tx.sql(), organization, incident.id())
                                .filter(one -> one.what() == IncidentChanged.What.REOPENED)
                                .isPresent();
        if (before.isPresent() && !again) {
            return;
        }
        List<Service> pagers = Pagers.of(tx.sql(), incident);
        Optional<Service> pager =
                pagers.stream()
                        .filter(service ->
                                !KnownRows.isInMaintenance(tx.sql(), organization, service.id()))
                        .findFirst();
        if (pager.isEmpty()) {
            KnownRows.await(
                    tx.sql(),
                    again
                            ? new IncidentChanged(
                                    incident, IncidentChanged.What.REOPENED, changed.actor())
                            : changed);
            return;
        }
        SenderAsks.Kept kept = SenderAsks.Kept.of(tx, organization, incident.id());
        KnownRows.release(tx.sql(), organization, incident.id());
        trigger(tx, incident, pager.get(), pagers);
        asks.carryOut(tx, organization, incident.id(), kept);
    }

    /// While a person has the wheel the incident says what they say, and the checks may say worse.
    private void status(Tx tx, OrganizationId organization, ServiceStatusChanged changed) {
        if (!changed.to().isTrouble()) {
            return;
        }
        Worsening.of(tx, organization, changed);
        for (IncidentChanged waiting : KnownRows.waiting(tx.sql(), organization)) {
            Incident incident = waiting.incident();
            if (incident.affected().containsKey(changed.service())) {
                consider(
                        tx,
                        new IncidentChanged(
                                Worsening.worse(incident, changed.service(), changed.to()),
                                waiting.what(),
                                waiting.actor()));
            }
        }
    }

    private static void trigger(Tx tx, Incident incident, Service pager, List<Service> pagers) {
        PolicyId policy = pager.escalation().orElseThrow();
        Alert alert =
                new Alert(
                        new AlertId(tx.newId()),
                        incident.organization(),
                        incident.id(),
                        policy,
                        Alert.State.TRIGGERED,
                        incident.name(),
                        Pagers.summary(tx.sql(), incident),
                        tx.now(),
                        -1,
                        0,
                        Optional.of(tx.now()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Ranks.of(tx, incident, policy));
        List<ServiceId> services = pagers.stream().map(Service::id).toList();
        Escalating placed =
                Storms.placed(
                        tx, Escalating.of(alert, services, incident.impact()), services.getFirst());
        AlertRows.save(tx.sql(), placed);
        tx.journal(
                incident.organization(),
                new AlertChanged(
                        placed.alert(),
                        AlertChanged.What.TRIGGERED,
                        Actor.automation("oncall", "service " + pager.name()),
                        "by the policy of "
                                + pager.name()
                                + (placed.follows() ? "; one of many, told together" : "")));
    }

    /// Evidence that arrives before the first page goes with it.
    private static void noted(
            Tx tx, OrganizationId organization, IncidentId incident, String text) {
        AlertRows.ofIncident(tx.sql(), organization, incident)
                .filter(found -> found.alert().isOpen() && found.alert().step() < 0)
                .flatMap(found -> AlertRows.hold(tx, organization, found.alert().id()))
                .filter(held -> held.alert().isOpen() && held.alert().step() < 0)
                .ifPresent(held -> {
                    String summary = held.alert().summary() + "\n" + text;
                    if (summary.length() <= LONGEST_SUMMARY) {
                        AlertRows.save(tx.sql(), held.told(summary));
                    }
                });
    }

    private static void delivery(Tx tx, OrganizationId organization, DeliveryChanged changed) {
        Optional<AlertEvent> event =
                switch (changed.state()) {
                    case FAILED -> Optional.of(new AlertEvent.Failed(changed.delivery()));
                    case DELIVERED, CANCELLED ->
                            Optional.of(new AlertEvent.Settled(changed.delivery()));
                    case QUEUED, SENT, TRYING_AGAIN, GAVE_UP -> Optional.empty();
                };
        if (event.isEmpty() || changed.alert().isEmpty()) {
            return;
        }
        AlertRows.hold(tx, organization, changed.alert().get())
                .ifPresent(held -> AlertDesk.happened(tx, held, event.get(), Roster.NOBODY));
    }
}
