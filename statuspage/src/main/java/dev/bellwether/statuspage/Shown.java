package dev.bellwether.statuspage;

import dev.bellwether.model.Component;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Update;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What of an incident one page shows: services that are not on the page are left out, and so are
/// incidents about nothing else. One that names no service at all concerns every page.
record Shown(Map<ServiceId, List<Component>> byService) {
    boolean concerns(Incident incident) {
        return concerns(incident.affected().keySet(), incident.updates());
    }

    boolean concerns(Maintenance maintenance) {
        return concerns(maintenance.affected(), maintenance.updates());
    }

    private boolean concerns(Set<ServiceId> affected, List<Update> updates) {
        boolean namesNone = affected.isEmpty();
        for (ServiceId service : affected) {
            if (byService.containsKey(service)) {
                return true;
            }
        }
        for (Update update : updates) {
            for (Update.Affected one : update.affected()) {
                namesNone = false;
                if (byService.containsKey(one.service())) {
                    return true;
                }
            }
        }
        return namesNone;
    }

    IncidentView incident(Incident incident) {
        var updates = new ArrayList<UpdateView>();
        incident.updates().forEach(update -> updates.add(update(update)));
        Optional<Incident.Postmortem> postmortem =
                incident.postmortem().filter(p -> p.publishedAt().isPresent());
        boolean told = incident.updates().stream().anyMatch(u -> u.status().equals("postmortem"));
        if (!told) {
            postmortem.ifPresent(p -> updates.add(report(incident, p)));
        }
        boolean reported = told || postmortem.isPresent();
        IncidentStatus status =
                reported && !incident.status().isOpen()
                        ? IncidentStatus.POSTMORTEM
                        : incident.status() == IncidentStatus.POSTMORTEM && !reported
                                ? IncidentStatus.RESOLVED
                                : incident.status();
        return new IncidentView(
                incident.id().value(),
                incident.name(),
                status.name().toLowerCase(Locale.ROOT),
                incident.impact(),
                incident.createdAt(),
                incident.updatedAt(),
                incident.startedAt(),
                incident.monitoringAt(),
                incident.resolvedAt(),
                newestFirst(updates),
                components(incident.affected().keySet(), incident.updates()),
                Optional.empty(),
                Optional.empty());
    }

    IncidentView maintenance(Maintenance work) {
        var updates = new ArrayList<UpdateView>();
        work.updates().forEach(update -> updates.add(update(update)));
        return new IncidentView(
                work.id().value(),
                work.name(),
                work.status().name().toLowerCase(Locale.ROOT),
                Impact.MAINTENANCE,
                work.createdAt(),
                work.updatedAt(),
                work.startedAt().orElse(work.scheduledFor()),
                Optional.empty(),
                work.completedAt(),
                newestFirst(updates),
                components(work.affected(), work.updates()),
                Optional.of(work.scheduledFor()),
                Optional.of(work.scheduledUntil()));
    }

    private UpdateView update(Update update) {
        return new UpdateView(
                update.id().value(),
                update.status(),
                update.body(),
                update.createdAt(),
                update.editedAt().orElse(update.createdAt()),
                update.at(),
                update.editedAt(),
                update.affected().stream()
                        .flatMap(one ->
                                byService.getOrDefault(one.service(), List.of()).stream()
                                        .map(c -> new UpdateView.Affected(c, one.from(), one.to())))
                        .toList());
    }

    private static UpdateView report(Incident incident, Incident.Postmortem postmortem) {
        Instant at = postmortem.publishedAt().orElse(postmortem.createdAt());
        return new UpdateView(
                derivedId(incident.id().value()),
                "postmortem",
                postmortem.body(),
                postmortem.createdAt(),
                at,
                at,
                Optional.empty(),
                List.of());
    }

    /// Twelve characters of base 36 that are always the same for this incident.
    static String derivedId(String from) {
        var number =
                new BigInteger(
                        1,
                        Piece.sha256(
                                ("postmortem/" + from)
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return number.toString(36).substring(0, 12);
    }

    private static List<UpdateView> newestFirst(List<UpdateView> oldestFirst) {
        return oldestFirst.reversed().stream()
                .sorted(Comparator.comparing(UpdateView::at).reversed())
                .toList();
    }

    private List<Component> components(Collection<ServiceId> affected, List<Update> updates) {
        var services = new java.util.LinkedHashSet<>(affected);
        updates.forEach(update -> update.affected().forEach(one -> services.add(one.service())));
        return services.stream()
                .flatMap(service -> byService.getOrDefault(service, List.of()).stream())
                .sorted(Comparator.comparing(Component::name).thenComparing(c -> c.id().value()))
                .toList();
    }
}
