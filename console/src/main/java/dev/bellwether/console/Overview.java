package dev.bellwether.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bellwether.analytics.HistoryHealth;
import dev.bellwether.experiment.StaleCampaign;
import dev.bellwether.incident.ServiceListed;
import dev.bellwether.incident.Suspect;
import dev.bellwether.model.Alert;
import dev.bellwether.model.Change;
import dev.bellwether.model.Incident;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Status;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.watch.ProviderState;
import dev.bellwether.watch.WatchMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What is wrong, since when, and who has it, in one look. The last one drawn is kept, and shown
/// with its age while the database is away.
final class Overview {
    static final String HOME = "/console";
    private static final int SHOWN = 60;
    private static final int INCIDENTS = 20;
    private static final int CHANGES = 3;
    private static final int PROVIDERS = 12;
    private static final int SCHEDULES = 12;
    private static final int STALE = 12;

    /// One incident with its alert, if somebody was to be told, and its suspects: those that
    /// evidence names, then what was changed before it began.
    record Trouble(
            Incident incident,
            Optional<AlertPages.AlertView> alert,
            List<Suspect> suspects,
            int moreSuspects) {
        String before(Change change) {
            return Times.about(Duration.between(change.at(), incident.startedAt())) + " before";
        }
    }

    /// A provider that some service follows, and that is in trouble by its own words.
    record FollowedRow(ProviderState state, String name) {}

    /// What a newcomer has done of the three first steps.
    record Steps(boolean service, boolean check, boolean page) {
        boolean done() {
            return service && check && page;
        }
    }

    record View(
            Instant drawnAt,
            boolean remembered,
            Steps steps,
            List<ServiceListed> services,
            int moreServices,
            Map<Status, Integer> counts,
            List<Trouble> incidents,
            List<AlertPages.AlertView> alerts,
            List<Maintenance> maintenances,
            List<FollowedRow> providers,
            List<StaleCampaign> stale,
            List<ScheduleRoom.Now> onCall,
            long checks,
            WatchMetrics watch,
            HistoryHealth history) {
        /// The worst of all services and incidents.
        Status worst() {
            Status worst = services.isEmpty() ? Status.UNKNOWN : Status.OPERATIONAL;
            for (Map.Entry<Status, Integer> entry : counts.entrySet()) {
                worst = entry.getValue() > 0 ? worst.worse(entry.getKey()) : worst;
            }
            return incidents.isEmpty() ? worst : worst.worse(Status.DEGRADED);
        }

        List<ServiceListed> inTrouble() {
            return services.stream().filter(row -> row.status().isTrouble()).toList();
        }

        List<ServiceListed> unknown() {
            return services.stream().filter(row -> row.status() == Status.UNKNOWN).toList();
        }

        List<ServiceListed> well() {
            return services.stream()
                    .filter(row -> !row.status().isTrouble() && row.status() != Status.UNKNOWN)
                    .toList();
        }

        /// When the trouble that has lasted longest began, if there is any.
        Optional<Instant> since() {
            Stream<Instant> services = inTrouble().stream().flatMap(row -> row.since().stream());
            Stream<Instant> told = incidents.stream().map(t -> t.incident().startedAt());
            return Stream.concat(services, told).min(Comparator.naturalOrder());
        }

        int troubled() {
            return counts.entrySet().stream()
                    .filter(e -> e.getKey().isTrouble())
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }

        int all() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }

        String sentence() {
            int unknown = counts.getOrDefault(Status.UNKNOWN, 0);
            if (troubled() > 0) {
                return troubled() == 1
                        ? "One service of " + all() + " is in trouble"
                        : troubled() + " services of " + all() + " are in trouble";
            }
            if (!incidents.isEmpty()) {
                return incidents.size() == 1
                        ? "One incident is open, and no service is in trouble"
                        : incidents.size() + " incidents are open, and no service is in trouble";
            }
            if (unknown == all()) {
                return "Nothing is known yet";
            }
            return unknown > 0
                    ? "Nothing is wrong, but " + unknown + " cannot be told"
                    : "Everything works";
        }

        /// Who has the newest alert, or that nobody has.
        String holder() {
            long waiting =
                    alerts.stream().filter(a -> a.alert().state() == Alert.State.TRIGGERED).count();
            if (waiting > 0) {
                return waiting == 1
                        ? "Nobody has it yet"
                        : "Nobody has " + waiting + " of the alerts yet";
            }
            return alerts.stream()
                    .flatMap(a -> a.alert().acknowledgedBy().stream())
                    .findFirst()
                    .map(by -> by.name() + " has it")
                    .orElse("");
        }
    }

    private final Rooms rooms;
    private final AlertPages alerts;
    private final Cache<OrganizationId, View> last =
            Caffeine.newBuilder().maximumSize(200).expireAfterWrite(Duration.ofDays(1)).build();

    Overview(Rooms rooms, AlertPages alerts) {
        this.rooms = rooms;
        this.alerts = alerts;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::show);
    }

    private Reply show(Visit visit) {
        View view = view(visit);
        return Reply.page(
                "overview",
                (out, frame) -> JteoverviewGenerated.render(out, Html.PLAIN, frame, view));
    }

    private View view(Visit visit) {
        try {
            View view = draw(visit.organization(), visit.now());
            last.put(visit.organization(), view);
            return view;
        } catch (StoreUnavailable e) {
            View view = last.getIfPresent(visit.organization());
            if (view == null) {
                throw e;
            }
            return remembered(view);
        }
    }

    private View draw(OrganizationId organization, Instant now) {
        Map<Status, Integer> counts = rooms.services().lists().counts(organization, "");
        List<ServiceListed> rows =
                rooms.services().lists().part(organization, "", Optional.empty(), 0, SHOWN);
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        List<AlertPages.AlertView> open =
                rooms.alerts().open(organization, 0, INCIDENTS).stream()
                        .map(alert -> alerts.view(organization, alert))
                        .toList();
        List<Trouble> incidents =
                rooms.incidents().open(organization).stream()
                        .limit(INCIDENTS)
                        .map(incident -> trouble(incident, of(incident, open)))
                        .toList();
        long checks = rooms.checks().count(organization);
        return new View(
                now,
                false,
                new Steps(!rows.isEmpty(), checks > 0, !rooms.pages().list(organization).isEmpty()),
                rows,
                Math.max(0, all - SHOWN),
                Map.copyOf(counts),
                incidents,
                open,
                rooms.maintenances().open(organization).stream().limit(5).toList(),
                providers(organization),
                rooms.campaigns().book().stale(organization, STALE),
                new ScheduleRoom(rooms).all(organization, now, SCHEDULES),
                checks,
                rooms.watch().metrics(),
                rooms.history().health());
    }

    private Trouble trouble(Incident incident, Optional<AlertPages.AlertView> alert) {
        List<Suspect> suspects = rooms.suspects().of(incident);
        int more = Math.max(0, suspects.size() - CHANGES);
        return new Trouble(
                incident, alert, suspects.subList(0, Math.min(CHANGES, suspects.size())), more);
    }

    private List<FollowedRow> providers(OrganizationId organization) {
        Set<ProviderId> followed = rooms.checks().lists().followed(organization).keySet();
        if (followed.isEmpty()) {
            return List.of();
        }
        return rooms.providers().inTrouble(organization, 200).stream()
                .filter(state -> followed.contains(state.provider()))
                .limit(PROVIDERS)
                .flatMap(state ->
                        rooms.providers().find(organization, state.provider()).stream()
                                .map(provider -> new FollowedRow(state, provider.name())))
                .toList();
    }

    private static Optional<AlertPages.AlertView> of(
            Incident incident, List<AlertPages.AlertView> open) {
        return open.stream().filter(a -> a.alert().incident().equals(incident.id())).findFirst();
    }

    /// Trouble first, then what cannot be told, then maintenance, then what works.
    static int weight(Status status) {
        return switch (status) {
            case OPERATIONAL -> 0;
            case MAINTENANCE -> 1;
            case UNKNOWN -> 2;
            case DEGRADED -> 3;
            case PARTIAL_OUTAGE -> 4;
            case MAJOR_OUTAGE -> 5;
        };
    }

    private static View remembered(View view) {
        return new View(
                view.drawnAt(),
                true,
                view.steps(),
                view.services(),
                view.moreServices(),
                view.counts(),
                view.incidents(),
                view.alerts(),
                view.maintenances(),
                view.providers(),
                view.stale(),
                view.onCall(),
                view.checks(),
                view.watch(),
                view.history());
    }
}
