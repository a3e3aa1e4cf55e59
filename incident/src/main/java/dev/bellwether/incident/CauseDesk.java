package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Causation;
import dev.bellwether.model.CauseNamed;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.TimelineNoted;
import dev.bellwether.model.UpdateId;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where decisions about causes become rows and journal lines. What is public is said only in
/// incidents that automation drives; the private timeline says it always.
final class CauseDesk {
    static final Actor AUTOMATION = Actor.automation("incident", "what depends on what");

    private static final int MOST_WORDS = 20;

    private CauseDesk() {}

    /// A service is listed under its cause; with it whatever is listed under itself.
    static void under(Tx tx, Service service, ServiceEffect.Under effect) {
        OrganizationId organization = service.organization();
        Incident target = Desk.load(tx, organization, effect.incident());
        var moved = new HashMap<ServiceId, Status>();
        moved.put(service.id(), effect.worst());
        effect.from()
                .map(from -> Desk.load(tx, organization, from))
                .ifPresent(from -> moved.putAll(follow(tx, service, from, target.id())));
        if (isOurs(target)) {
            say(
                    tx,
                    target,
                    target.status() == IncidentStatus.MONITORING
                            ? IncidentStatus.IDENTIFIED
                            : target.status(),
                    moved,
                    Words.affectedToo(service, effect.worst(), effect.blame()));
        }
        var child =
                new Causation.Child(
                        service.id(),
                        service.name(),
                        effect.since(),
                        effect.from(),
                        Optional.empty());
        String text = Words.blamed(service, effect.since(), effect.blame());
        name(tx, organization, target.id(), effect.blame(), Optional.of(child), text);
        effect.from().ifPresent(from -> leaveBehind(tx, service, from, target));
    }

    /// Those listed under the service in the incident that it leaves go with it.
    private static Map<ServiceId, Status> follow(
            Tx tx, Service service, Incident from, IncidentId to) {
        var following = new HashMap<ServiceId, Status>();
        for (ServiceId id : WatchRows.joined(tx.sql(), from.organization(), from.id())) {
            Watched watched = WatchRows.load(tx.sql(), from.organization(), id);
            if (watched.under().equals(Optional.of(service.id()))) {
                WatchRows.save(
                        tx.sql(), from.organization(), id, watched.joined(to).under(service.id()));
                following.put(id, from.affected().getOrDefault(id, Status.OPERATIONAL));
            }
        }
        return following;
    }

    /// What becomes of the incident that a service was in before.
    private static void leaveBehind(Tx tx, Service service, IncidentId id, Incident target) {
        OrganizationId organization = service.organization();
        Incident from = Desk.load(tx, organization, id);
        tx.journal(
                organization,
                new TimelineNoted(
                        id,
                        "Joined under incident '"
                                + target.name()
                                + "' ("
                                + target.id()
                                + "): whoever was paged for this is not paged again.",
                        AUTOMATION));
        tx.journal(
                organization,
                new TimelineNoted(
                        target.id(),
                        "Incident '" + from.name() + "' (" + id + ") was joined under this one.",
                        AUTOMATION));
        if (!isOurs(from) || !from.status().isOpen()) {
            return;
        }
        if (WatchRows.joined(tx.sql(), organization, id).isEmpty()) {
            Incident ended =
                    Manuscript.of(from, tx.now())
                            .endElsewhere(
                                    new UpdateId(tx.newId()),
                                    Words.toldElsewhere(service, target.name()),
                                    tx.now(),
                                    AUTOMATION)
                            .done();
            Desk.save(
                    tx,
                    new IncidentChanged(
                            ended,
                            IncidentChanged.What.RESOLVED,
                            AUTOMATION,
                            Optional.of(target.name())));
        } else {
            drop(tx, from, service, Words.toldElsewhere(service, target.name()));
        }
    }

    static void nameCause(Tx tx, Service service, ServiceEffect.NameCause effect) {
        OrganizationId organization = service.organization();
        Incident incident = Desk.load(tx, organization, effect.incident());
        boolean isOfCause = service.id().equals(effect.blame().cause());
        Optional<Causation.Child> child =
                isOfCause
                        ? Optional.empty()
                        : Optional.of(
                                new Causation.Child(
                                        service.id(),
                                        service.name(),
                                        incident.startedAt(),
                                        Optional.empty(),
                                        Optional.empty()));
        name(tx, organization, incident.id(), effect.blame(), child, Words.blamed(effect.blame()));
        if (isOurs(incident) && !effect.blame().silent()) {
            say(
                    tx,
                    incident,
                    IncidentStatus.IDENTIFIED,
                    Map.of(),
                    Words.causeFound(effect.blame()));
        }
    }

    static void leave(Tx tx, Service service, ServiceEffect.Leave effect) {
        OrganizationId organization = service.organization();
        Incident from = Desk.load(tx, organization, effect.from());
        String words =
                effect.opens()
                        .map(open -> Words.standsAlone(service, open.worst()))
                        .orElseGet(() -> Words.notListed(service));
        effect.opens()
                .ifPresent(open -> {
                    Desk.open(tx, service, open);
                    Incident fresh = Desk.load(tx, organization, open.incident());
                    Map<ServiceId, Status> with = follow(tx, service, from, fresh.id());
                    if (!with.isEmpty()) {
                        say(
                                tx,
                                fresh,
                                fresh.status(),
                                with,
                                "Other services are affected as well.");
                    }
                    tx.journal(
                            organization,
                            new TimelineNoted(
                                    fresh.id(),
                                    "Until now part of incident '"
                                            + from.name()
                                            + "' ("
                                            + from.id()
                                            + "), whose cause has recovered.",
                                    AUTOMATION));
                });
        CausationRows.find(tx.sql(), organization, from.id())
                .ifPresent(before -> {
                    Causation after =
                            alone(
                                    before,
                                    service.id(),
                                    effect.opens().map(ServiceEffect.Open::incident));
                    CausationRows.save(tx.sql(), after);
                    tx.journal(organization, new CauseNamed(after, words, AUTOMATION));
                });
        if (isOurs(from) && from.status().isOpen()) {
            drop(tx, from, service, words);
        }
        WatchRows.joined(tx.sql(), organization, from.id())
                .forEach(other -> Desk.lookAt(tx, organization, other));
    }

    private static Causation alone(
            Causation before, ServiceId service, Optional<IncidentId> incident) {
        List<Causation.Child> children =
                before.children().stream()
                        .map(child ->
                                child.service().equals(service)
                                        ? new Causation.Child(
                                                child.service(),
                                                child.name(),
                                                child.since(),
                                                child.from(),
                                                incident)
                                        : child)
                        .toList();
        return new Causation(
                before.incident(),
                before.organization(),
                before.cause(),
                before.causeName(),
                before.since(),
                children);
    }

    /// The incident does not speak of the service, nor of those that went with it, any more.
    private static void drop(Tx tx, Incident from, Service service, String words) {
        Incident now = Desk.load(tx, from.organization(), from.id());
        var left = new HashMap<>(now.affected());
        left.remove(service.id());
        left.keySet()
                .removeIf(id ->
                        WatchRows.load(tx.sql(), from.organization(), id)
                                .under()
                                .equals(Optional.of(service.id())));
        Incident without = Manuscript.of(now, tx.now()).onlyAffected(left).done();
        say(tx, without, without.status(), Map.of(), words);
    }

    private static void name(
            Tx tx,
            OrganizationId organization,
            IncidentId incident,
            Blame blame,
            Optional<Causation.Child> child,
            String text) {
        Optional<Causation> before = CausationRows.find(tx.sql(), organization, incident);
        var children = new ArrayList<>(before.map(Causation::children).orElse(List.of()));
        child.ifPresent(one -> {
            children.removeIf(known -> known.service().equals(one.service()));
            children.add(one);
        });
        ServiceId cause = before.map(Causation::cause).orElse(blame.cause());
        String name = before.map(Causation::causeName).orElse(blame.name());
        Instant since = before.map(Causation::since).orElse(blame.since());
        var causation = new Causation(incident, organization, cause, name, since, children);
        CausationRows.save(tx.sql(), causation);
        tx.journal(organization, new CauseNamed(causation, text, AUTOMATION));
    }

    /// One of several services of an incident is well.
    static void well(Tx tx, Service service, ServiceEffect.Say said) {
        Incident incident = Desk.load(tx, service.organization(), said.incident());
        say(
                tx,
                incident,
                incident.status(),
                Map.of(service.id(), said.status()),
                Words.said(service, said.what(), said.status()));
    }

    /// Says it; once much was said, only the states of the services change: nobody reads a hundred
    /// updates, and every one goes to every subscriber.
    private static void say(
            Tx tx,
            Incident incident,
            IncidentStatus status,
            Map<ServiceId, Status> affected,
            String words) {
        if (incident.updates().size() >= MOST_WORDS) {
            var states = new HashMap<>(incident.affected());
            states.putAll(affected);
            Desk.save(
                    tx,
                    Manuscript.of(incident, tx.now())
                            .status(status)
                            .onlyAffected(states)
                            .atLeastImpactOfWorst()
                            .done(),
                    IncidentChanged.What.EDITED,
                    AUTOMATION);
            return;
        }
        Desk.save(
                tx,
                Manuscript.of(incident, tx.now())
                        .say(
                                new UpdateId(tx.newId()),
                                status,
                                affected,
                                words,
                                tx.now(),
                                AUTOMATION,
                                id -> Desk.name(tx, incident.organization(), id))
                        .atLeastImpactOfWorst()
                        .done(),
                IncidentChanged.What.UPDATED,
                AUTOMATION);
    }

    private static boolean isOurs(Incident incident) {
        return incident.wheel() == Incident.Wheel.AUTOMATION;
    }
}
