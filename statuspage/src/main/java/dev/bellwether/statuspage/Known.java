package dev.bellwether.statuspage;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceId;
import dev.bellwether.model.PageId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.StatusPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What may be shown of one organization. Changed by [World] only.
final class Known {
    static final int MOST_INCIDENTS = 1_000;
    static final int MOST_TURNS = 2_000;

    final Map<PageId, StatusPage> pages = new HashMap<>();
    final Map<IncidentId, Incident> incidents = new HashMap<>();
    final Map<MaintenanceId, Maintenance> maintenances = new HashMap<>();
    final Map<ServiceId, Service> services = new HashMap<>();
    private final Map<CheckId, ServiceId> checks = new HashMap<>();
    private final Map<ServiceId, Integer> checksOf = new HashMap<>();
    private final Map<ServiceId, Map<CheckId, Evidence>> evidence = new HashMap<>();
    private final Map<ServiceId, List<Turn>> turns = new HashMap<>();
    private long version;

    /// Another number whenever something was said of a service.
    long version() {
        return version;
    }

    /// What the checks of the service last said.
    List<Evidence> evidence(ServiceId service) {
        Map<CheckId, Evidence> all = evidence.get(service);
        if (all == null || all.isEmpty()) {
            return List.of();
        }
        return all.values().stream()
                .sorted(Comparator.comparing(Evidence::decidedAt).reversed())
                .toList();
    }

    void add(ServiceId service, CheckId check, Evidence last) {
        version++;
        evidence.computeIfAbsent(service, id -> new HashMap<>())
                .merge(check, last, (before, now) -> before.knew() ? now.known() : now);
    }

    /// Oldest first.
    List<Turn> turns(ServiceId service) {
        return turns.getOrDefault(service, List.of());
    }

    /// From when on the service's turns are known; the oldest of very many are forgotten.
    Instant since(ServiceId service) {
        List<Turn> all = turns(service);
        return all.size() < MOST_TURNS ? Instant.EPOCH : all.getFirst().at();
    }

    /// All turns of a service at once, oldest first.
    void add(ServiceId service, List<Turn> all) {
        version++;
        turns.put(service, newest(all));
    }

    private static List<Turn> newest(List<Turn> all) {
        return List.copyOf(
                all.size() > MOST_TURNS ? all.subList(all.size() - MOST_TURNS, all.size()) : all);
    }

    void add(ServiceId service, Turn turn) {
        version++;
        var all = new ArrayList<>(turns(service));
        all.removeIf(t -> t.at().equals(turn.at()));
        all.add(turn);
        all.sort(Comparator.comparing(Turn::at));
        turns.put(service, newest(all));
    }

    /// What the service is said to be now. One of which nothing was ever said is UNKNOWN while
    /// checks watch it, and OPERATIONAL when only people speak for it.
    Status status(ServiceId service) {
        List<Turn> all = turns(service);
        return all.isEmpty() ? unsaid(service) : all.getLast().became();
    }

    /// What it was before anything was said.
    Status before(ServiceId service) {
        List<Turn> all = turns(service);
        return all.isEmpty() ? unsaid(service) : all.getFirst().was();
    }

    /// Whether checks watch the service and none of them could ever tell: it is new, or its job
    /// never reported. That is no trouble of a service that was known.
    boolean awaits(ServiceId service) {
        return checksOf.containsKey(service)
                && status(service) == Status.UNKNOWN
                && evidence(service).stream().noneMatch(Evidence::knew);
    }

    private Status unsaid(ServiceId service) {
        return checksOf.containsKey(service) ? Status.UNKNOWN : Status.OPERATIONAL;
    }

    /// Forgets the oldest incidents beyond what is kept.
    void bound() {
        if (incidents.size() <= MOST_INCIDENTS) {
            return;
        }
        incidents.values().stream()
                .sorted(Comparator.comparing(Incident::startedAt).reversed())
                .skip(MOST_INCIDENTS)
                .map(Incident::id)
                .toList()
                .forEach(incidents::remove);
    }

    void forget(ServiceId service) {
        version++;
        services.remove(service);
        turns.remove(service);
        checks.values().removeIf(service::equals);
        checksOf.remove(service);
        evidence.remove(service);
    }

    void watched(CheckId check, ServiceId service) {
        if (service.equals(checks.get(check))) {
            return;
        }
        unwatched(check);
        version++;
        checks.put(check, service);
        checksOf.merge(service, 1, Integer::sum);
    }

    void unwatched(CheckId check) {
        ServiceId service = checks.remove(check);
        if (service != null) {
            version++;
            evidence.getOrDefault(service, new HashMap<>()).remove(check);
            checksOf.computeIfPresent(service, (id, count) -> count > 1 ? count - 1 : null);
        }
    }
}
