package dev.bellwether.oncall;

import dev.bellwether.model.Alert;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.Status;
import dev.bellwether.store.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether an open alert is about something worse than those who were paged know: an impact of
/// MAJOR or more that was not told before, or a service that pages and did not. Each is told once,
/// so a service that comes and goes pages nobody again.
final class Worsening {
    private Worsening() {}

    /// By what the incident says.
    static void of(Tx tx, Escalating alert, Incident incident) {
        OrganizationId organization = incident.organization();
        List<Service> pagers =
                Pagers.of(tx.sql(), incident).stream()
                        .filter(service ->
                                !KnownRows.isInMaintenance(tx.sql(), organization, service.id()))
                        .toList();
        Optional<Service> fresh =
                pagers.stream()
                        .filter(service -> !alert.services().contains(service.id()))
                        .findFirst();
        Optional<Impact> graver = graver(alert, incident.impact());
        if (pagers.isEmpty() || fresh.isEmpty() && graver.isEmpty()) {
            return;
        }
        happened(
                tx,
                alert,
                incident.impact(),
                pagers.stream().map(Service::id).toList(),
                fresh.flatMap(Service::escalation).orElse(alert.alert().policy()),
                Pagers.summary(tx.sql(), incident),
                graver.isPresent()
                        ? "the impact is " + words(incident.impact().name()) + " now"
                        : fresh.orElseThrow().name() + " pages as well");
    }

    /// By what a service's checks say while a person has the wheel.
    static void of(Tx tx, OrganizationId organization, ServiceStatusChanged changed) {
        if (KnownRows.isInMaintenance(tx.sql(), organization, changed.service())) {
            return;
        }
        String name =
                KnownRows.service(tx.sql(), organization, changed.service())
                        .map(Service::name)
                        .orElse(changed.service().value());
        String now = name + ": " + words(changed.to().name());
        Impact impact = Impact.of(changed.to());
        for (Escalating alert : AlertRows.openOf(tx.sql(), organization, changed.service())) {
            if (graver(alert, impact).isPresent()) {
                happened(
                        tx,
                        alert,
                        impact,
                        List.of(),
                        alert.alert().policy(),
                        "Now worse. " + now + ".\n" + alert.alert().summary(),
                        now + " now");
            }
        }
    }

    private static Optional<Impact> graver(Escalating alert, Impact impact) {
        return alert.known()
                .map(Escalating.Known::impact)
                .filter(known ->
                        impact.compareTo(known) > 0 && impact.compareTo(Impact.MAJOR) >= 0);
    }

    private static void happened(
            Tx tx,
            Escalating found,
            Impact impact,
            List<ServiceId> services,
            PolicyId policy,
            String summary,
            String why) {
        Alert alert = found.alert();
        AlertRows.hold(tx, alert.organization(), alert.id())
                .ifPresent(held -> {
                    var event =
                            new AlertEvent.Worsened(
                                    worst(held, impact),
                                    services,
                                    policy,
                                    summary,
                                    "worse than what was acknowledged: " + why);
                    Escalating after = AlertDesk.happened(tx, held, event, Roster.NOBODY);
                    Ranks.raised(tx, after, impact);
                    if (after.follows()) {
                        leader(tx, after, event);
                    }
                });
    }

    /// Whoever has the one that leads said so without knowing this.
    private static void leader(Tx tx, Escalating follower, AlertEvent.Worsened event) {
        Escalating leader = Groups.leaderOf(tx, follower);
        if (!leader.equals(follower)) {
            AlertDesk.happened(
                    tx,
                    leader,
                    new AlertEvent.Worsened(
                            worst(leader, event.impact()),
                            List.of(),
                            leader.alert().policy(),
                            leader.alert().summary(),
                            event.why() + " ('" + follower.alert().title() + "')"),
                    Roster.NOBODY);
        }
    }

    private static Impact worst(Escalating held, Impact impact) {
        Impact known = held.known().map(Escalating.Known::impact).orElse(impact);
        return known.compareTo(impact) > 0 ? known : impact;
    }

    /// The incident as it would be if it said that of the service.
    static Incident worse(Incident of, ServiceId service, Status status) {
        var affected = new HashMap<>(of.affected());
        affected.merge(service, status, Status::worse);
        Impact impact = Impact.of(status);
        return new Incident(
                of.id(),
                of.organization(),
                of.name(),
                of.status(),
                impact.compareTo(of.impact()) > 0 ? impact : of.impact(),
                of.createdAt(),
                of.startedAt(),
                of.updatedAt(),
                of.monitoringAt(),
                of.resolvedAt(),
                affected,
                of.updates(),
                of.postmortem(),
                of.published(),
                of.wheel(),
                of.backfilled(),
                of.origin());
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
