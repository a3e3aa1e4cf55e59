package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.MaintenanceNoted;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.Status;
import dev.bellwether.model.TimelineNoted;
import dev.bellwether.model.UpdateId;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where decisions become rows and journal lines, in one transaction whose turn was taken. No
/// state.
final class Desk {
    private static final Actor AUTOMATION = Actor.automation("incident", "signals of its checks");

    private Desk() {}

    /// Something happened to a service: decides, and does it, and looks at those in trouble that
    /// depend on it: it may be their cause, or have been.
    ///
    /// @param at since when it is so, for the status
    static void happened(
            Tx tx, OrganizationId organization, ServiceId id, ServiceEvent event, Instant at) {
        decide(tx, organization, id, event, at);
        for (WatchRows.One child :
                WatchRows.troubled(
                        tx.sql(),
                        organization,
                        DependencyRows.downstream(tx.sql(), organization, id))) {
            lookAt(tx, organization, child.service());
        }
    }

    /// A look at one service and no other.
    static void lookAt(Tx tx, OrganizationId organization, ServiceId id) {
        decide(tx, organization, id, new ServiceEvent.Look(), tx.now());
    }

    private static void decide(
            Tx tx, OrganizationId organization, ServiceId id, ServiceEvent event, Instant at) {
        Optional<Service> service = ServiceRows.find(tx.sql(), organization, id);
        if (service.isEmpty()) {
            return;
        }
        Watched before = WatchRows.load(tx.sql(), organization, id);
        Surroundings known = around(tx, service.get(), before);
        Watched foreseen = Automation.foreseen(before, event, known, tx.now());
        Surroundings around =
                known.with(new Kinship(tx, organization).of(service.get(), foreseen, known.open()));
        Decision decision = Automation.on(before, event, around, tx.now());
        if (!decision.watched().equals(before)) {
            WatchRows.save(tx.sql(), organization, id, decision.watched());
        }
        for (ServiceEffect effect : decision.effects()) {
            apply(tx, service.get(), effect);
        }
        settleStatus(tx, organization, id, at);
    }

    static void look(Tx tx, OrganizationId organization, ServiceId id) {
        happened(tx, organization, id, new ServiceEvent.Look(), tx.now());
    }

    private static Surroundings around(Tx tx, Service service, Watched watched) {
        OrganizationId organization = service.organization();
        Optional<Incident> open =
                watched.incident()
                        .flatMap(id -> IncidentRows.find(tx.sql(), organization, id))
                        .filter(incident -> incident.status().isOpen());
        if (open.isEmpty()) {
            open =
                    IncidentRows.openOf(tx.sql(), organization, service.id()).stream()
                            .filter(incident -> !incident.backfilled())
                            // Those follow their senders; checks would end them too early.
                            .filter(incident -> incident.origin().isEmpty())
                            .findFirst();
        }
        return new Surroundings(
                service,
                !MaintenanceRows.underWay(tx.sql(), organization, service.id()).isEmpty(),
                open,
                watched.ended()
                        .flatMap(
                                last -> IncidentRows.find(tx.sql(), organization, last.incident())),
                open.isPresent()
                        && WatchRows.areOthersTroubled(
                                tx.sql(), organization, open.get().id(), service.id()),
                Kin.NONE,
                new IncidentId(tx.newId()));
    }

    private static void apply(Tx tx, Service service, ServiceEffect effect) {
        OrganizationId organization = service.organization();
        switch (effect) {
            case ServiceEffect.Open open -> open(tx, service, open);
            case ServiceEffect.Under under -> CauseDesk.under(tx, service, under);
            case ServiceEffect.NameCause named -> CauseDesk.nameCause(tx, service, named);
            case ServiceEffect.Leave leave -> CauseDesk.leave(tx, service, leave);
            case ServiceEffect.Reopen reopen ->
                    say(
                            tx,
                            service,
                            reopen.incident(),
                            IncidentStatus.INVESTIGATING,
                            reopen.worst(),
                            Words.reopened(service, reopen.worst()),
                            IncidentChanged.What.REOPENED);
            case ServiceEffect.Say said when said.what() == ServiceEffect.Saying.WELL ->
                    CauseDesk.well(tx, service, said);
            case ServiceEffect.Say said ->
                    say(
                            tx,
                            service,
                            said.incident(),
                            status(tx, organization, said),
                            said.status(),
                            Words.said(service, said.what(), said.status()),
                            IncidentChanged.What.UPDATED);
            case ServiceEffect.Resolve resolve -> {
                Incident incident = load(tx, organization, resolve.incident());
                say(
                        tx,
                        service,
                        resolve.incident(),
                        IncidentStatus.RESOLVED,
                        Status.OPERATIONAL,
                        Words.resolved(
                                service, Duration.between(incident.startedAt(), resolve.wellAt())),
                        IncidentChanged.What.RESOLVED);
                closed(tx, incident, false);
            }
            case ServiceEffect.LeaveToPerson leave ->
                    leaveToPerson(
                            tx,
                            load(tx, organization, leave.incident()),
                            Words.leftToPerson(service),
                            AUTOMATION);
            case ServiceEffect.Note note ->
                    tx.journal(
                            organization,
                            new TimelineNoted(note.incident(), note.text(), AUTOMATION));
            case ServiceEffect.NoteMaintenance note ->
                    MaintenanceRows.underWay(tx.sql(), organization, service.id())
                            .forEach(maintenance ->
                                    tx.journal(
                                            organization,
                                            new MaintenanceNoted(
                                                    maintenance, note.text(), AUTOMATION)));
        }
    }

    private static IncidentStatus status(
            Tx tx, OrganizationId organization, ServiceEffect.Say said) {
        return switch (said.what()) {
            case MONITORING -> IncidentStatus.MONITORING;
            case AGAIN -> IncidentStatus.INVESTIGATING;
            case WORSE, BETTER, WELL -> load(tx, organization, said.incident()).status();
        };
    }

    static void open(Tx tx, Service service, ServiceEffect.Open open) {
        save(tx, opened(tx, service, open), IncidentChanged.What.OPENED, AUTOMATION);
    }

    private static Incident opened(Tx tx, Service service, ServiceEffect.Open open) {
        return Manuscript.fresh(
                        service.organization(),
                        open.incident(),
                        Words.title(service, open.worst()),
                        open.since(),
                        service.policy().publish() == IncidentPolicy.Publish.AT_ONCE,
                        Incident.Wheel.AUTOMATION,
                        false,
                        tx.now())
                .impact(Impact.of(open.worst()))
                .say(
                        new UpdateId(tx.newId()),
                        IncidentStatus.INVESTIGATING,
                        Map.of(service.id(), open.worst()),
                        Words.opened(service, open.worst(), open.since(), open.cause()),
                        tx.now(),
                        AUTOMATION,
                        id -> service.name())
                .done();
    }

    private static void say(
            Tx tx,
            Service service,
            IncidentId id,
            IncidentStatus status,
            Status state,
            String body,
            IncidentChanged.What what) {
        Incident incident =
                Manuscript.of(load(tx, service.organization(), id), tx.now())
                        .say(
                                new UpdateId(tx.newId()),
                                status,
                                Map.of(service.id(), state),
                                body,
                                tx.now(),
                                AUTOMATION,
                                other -> name(tx, service.organization(), other))
                        .atLeastImpactOfWorst()
                        .done();
        save(tx, incident, what, AUTOMATION);
    }

    static Incident load(Tx tx, OrganizationId organization, IncidentId id) {
        return IncidentRows.find(tx.sql(), organization, id)
                .orElseThrow(() -> new dev.bellwether.model.NotFound("incident", id.value()));
    }

    static String name(Tx tx, OrganizationId organization, ServiceId id) {
        return ServiceRows.find(tx.sql(), organization, id).map(Service::name).orElse(id.value());
    }

    /// One public change: the row and the line.
    static void save(Tx tx, Incident incident, IncidentChanged.What what, Actor actor) {
        save(tx, new IncidentChanged(incident, what, actor));
    }

    static void save(Tx tx, IncidentChanged changed) {
        Incident incident = changed.incident();
        IncidentRows.save(tx.sql(), incident, Optional.empty());
        CausationRows.open(
                tx.sql(), incident.organization(), incident.id(), incident.status().isOpen());
        tx.journal(incident.organization(), changed);
    }

    /// Gives the wheel to people, and says why on the timeline. What is said of the affected
    /// services counts from now on.
    static void leaveToPerson(Tx tx, Incident incident, String why, Actor actor) {
        OrganizationId organization = incident.organization();
        if (incident.wheel() == Incident.Wheel.AUTOMATION) {
            save(
                    tx,
                    Manuscript.of(incident, tx.now()).wheel(Incident.Wheel.PERSON).done(),
                    IncidentChanged.What.WHEEL_TAKEN,
                    actor);
        }
        tx.journal(organization, new TimelineNoted(incident.id(), why, actor));
        incident.affected().keySet().stream()
                .filter(id -> ServiceRows.find(tx.sql(), organization, id).isPresent())
                .forEach(id -> settleStatus(tx, organization, id, tx.now()));
    }

    /// Tells the services whose signals went to the incident that it is over.
    static void closed(Tx tx, Incident incident, boolean byPerson) {
        for (ServiceId service :
                WatchRows.joined(tx.sql(), incident.organization(), incident.id())) {
            happened(
                    tx,
                    incident.organization(),
                    service,
                    new ServiceEvent.Closed(incident.id(), byPerson),
                    tx.now());
        }
    }

    /// Brings the status of a service up to date.
    static void settleStatus(Tx tx, OrganizationId organization, ServiceId id, Instant at) {
        List<StatusOf.Said> said =
                IncidentRows.openOf(tx.sql(), organization, id).stream()
                        .filter(Incident::published)
                        .filter(incident ->
                                incident.wheel() == Incident.Wheel.PERSON
                                        || incident.origin().isPresent())
                        .map(incident ->
                                new StatusOf.Said(
                                        incident.name(),
                                        incident.affected().getOrDefault(id, Status.OPERATIONAL)))
                        .toList();
        StatusOf now =
                StatusOf.service(
                        WatchRows.load(tx.sql(), organization, id),
                        said,
                        !MaintenanceRows.underWay(tx.sql(), organization, id).isEmpty());
        Optional<ServiceState> before = StatusRows.find(tx.sql(), organization, id);
        if (before.isPresent() && before.get().status() == now.status()) {
            return;
        }
        Instant notLater = at.isAfter(tx.now()) ? tx.now() : at;
        Instant since = before.map(ServiceState::since).filter(notLater::isBefore).orElse(notLater);
        StatusRows.turn(
                tx.sql(), organization, new ServiceState(id, now.status(), since, now.why()));
        tx.journal(
                organization,
                new ServiceStatusChanged(
                        id,
                        before.map(ServiceState::status).orElse(Status.UNKNOWN),
                        now.status(),
                        since,
                        now.why()));
    }
}
