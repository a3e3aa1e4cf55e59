package dev.bellwether.oncall;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Which services of an incident page somebody.
final class Pagers {
    private static final DateTimeFormatter SINCE =
            DateTimeFormatter.ofPattern("HH:mm 'UTC on' d MMMM yyyy", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Pagers() {}

    /// Those with an escalation policy that are down, or degraded where their policy pages for that
    /// or the incident is called MAJOR or CRITICAL; the worst first. What another program raised
    /// pages whatever its severity: it would have been left unraised otherwise. Where its route
    /// names a policy, that one stands in the place of the services' own.
    static List<Service> of(Handle sql, Incident incident) {
        boolean grave =
                incident.impact().compareTo(Impact.MAJOR) >= 0 || incident.origin().isPresent();
        Optional<PolicyId> routed =
                incident.origin()
                        .flatMap(origin -> origin.paging().policy())
                        .filter(policy ->
                                PolicyRows.find(sql, incident.organization(), policy).isPresent());
        return incident.affected().entrySet().stream()
                .sorted(
                        Map.Entry.<ServiceId, Status>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(entry -> entry.getKey().value()))
                .flatMap(entry ->
                        KnownRows.service(sql, incident.organization(), entry.getKey())
                                .map(service -> routed.map(to -> by(service, to)).orElse(service))
                                .filter(service -> service.escalation().isPresent())
                                .filter(service ->
                                        grave
                                                || entry.getValue().isOutage()
                                                || entry.getValue() == Status.DEGRADED
                                                        && service.policy().pageOnDegraded())
                                .stream())
                .toList();
    }

    private static Service by(Service service, PolicyId policy) {
        return new Service(
                service.id(),
                service.organization(),
                service.name(),
                service.description(),
                service.policy(),
                Optional.of(policy));
    }

    /// What a page says first; evidence follows.
    static String summary(Handle sql, Incident incident) {
        String services =
                incident.affected().entrySet().stream()
                        .filter(entry -> entry.getValue() != Status.OPERATIONAL)
                        .map(entry ->
                                KnownRows.service(sql, incident.organization(), entry.getKey())
                                                .map(Service::name)
                                                .orElse(entry.getKey().value())
                                        + ": "
                                        + words(entry.getValue().name()))
                        .sorted()
                        .limit(10)
                        .collect(Collectors.joining(", "));
        return "Impact "
                + words(incident.impact().name())
                + Optional.of(services)
                        .filter(text -> !text.isEmpty())
                        .map(s -> ". " + s)
                        .orElse("")
                + ". Since "
                + SINCE.format(incident.startedAt())
                + (incident.published() || incident.origin().isPresent()
                        ? ""
                        : ". A draft: not on the page yet")
                + ".";
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
