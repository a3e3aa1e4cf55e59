package dev.bellwether.statuspage;

import dev.bellwether.model.Component;
import dev.bellwether.model.ComponentGroup;
import dev.bellwether.model.Incident;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.StatusPage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes [PageView]s of one page, and does not reckon uptime again that cannot have changed. For
/// one thread at a time.
final class ViewMaker {
    static final int DAYS = 90;

    private record Reckoned(
            Uptime.Past past,
            LocalDate today,
            Instant until,
            List<Day> days,
            Optional<Uptime> uptime) {}

    /// @param version of what was known
    /// @param until when the uptime of one of them is to be reckoned again
    private record Systems(
            StatusPage page,
            long version,
            Instant until,
            LocalDate today,
            Map<ServiceId, List<Uptime.Stretch>> told,
            Shown shown,
            List<ComponentView> components,
            List<GroupView> groups,
            Instant updatedAt) {}

    private @Nullable Systems systems;
    private Map<Component, Reckoned> reckoned = new HashMap<>();
    private Map<Object, IncidentView> seen = new IdentityHashMap<>();
    private @Nullable StatusPage lastPage;

    PageView view(StatusPage page, Known known, String serverUrl, Instant now) {
        ZoneId zone = ZoneId.of(page.timeZone());
        Systems systems = systems(page, known, zone, now);
        Shown shown = systems.shown();
        Map<Object, IncidentView> before = lastPage == page ? seen : Map.of();
        lastPage = page;
        seen = new IdentityHashMap<>();
        List<IncidentView> incidents =
                known.incidents.values().stream()
                        .filter(shown::concerns)
                        .map(i -> again(before, i, shown::incident))
                        .sorted(
                                Comparator.comparing(IncidentView::day)
                                        .thenComparing(IncidentView::createdAt)
                                        .thenComparing(IncidentView::id)
                                        .reversed())
                        .toList();
        List<IncidentView> maintenances =
                known.maintenances.values().stream()
                        .filter(shown::concerns)
                        .map(m -> again(before, m, shown::maintenance))
                        .sorted(
                                Comparator.comparing(IncidentView::day)
                                        .thenComparing(IncidentView::id)
                                        .reversed())
                        .limit(Known.MOST_INCIDENTS)
                        .toList();
        Instant updatedAt = systems.updatedAt();
        for (IncidentView incident : incidents) {
            updatedAt = later(updatedAt, incident.updatedAt());
        }
        for (IncidentView maintenance : maintenances) {
            updatedAt = later(updatedAt, maintenance.updatedAt());
        }
        return new PageView(
                page,
                url(page, serverUrl),
                zone,
                now,
                updatedAt,
                systems.components(),
                systems.groups(),
                incidents,
                maintenances);
    }

    /// The page's components and groups: the same ones again while nothing was said of any.
    private Systems systems(StatusPage page, Known known, ZoneId zone, Instant now) {
        Map<ServiceId, List<Uptime.Stretch>> told = told(known);
        LocalDate today = LocalDate.ofInstant(now, zone);
        Systems last = systems;
        if (last != null
                && last.page() == page
                && last.version() == known.version()
                && now.isBefore(last.until())
                && last.today().equals(today)
                && last.told().equals(told)) {
            return last;
        }
        var byService = new HashMap<ServiceId, List<Component>>();
        for (Component component : page.components()) {
            byService.computeIfAbsent(component.service(), id -> new ArrayList<>(1)).add(component);
        }
        var order = new Order(page);
        var next = new HashMap<Component, Reckoned>();
        List<ComponentView> components =
                order.components().stream()
                        .map(c -> component(c, order.position(c), known, told, next, zone, now))
                        .toList();
        reckoned = next;
        Instant updatedAt = page.updatedAt();
        Map<Object, List<ComponentView>> members = new HashMap<>();
        for (ComponentView component : components) {
            updatedAt = later(updatedAt, component.updatedAt());
            component
                    .component()
                    .group()
                    .ifPresent(id ->
                            members.computeIfAbsent(id, k -> new ArrayList<>()).add(component));
        }
        List<GroupView> groups =
                page.groups().stream()
                        .map(group ->
                                group(
                                        group,
                                        order.position(group),
                                        members.getOrDefault(group.id(), List.of())))
                        .toList();
        var made =
                new Systems(
                        page,
                        known.version(),
                        next.values().stream()
                                .map(Reckoned::until)
                                .min(Comparator.naturalOrder())
                                .orElse(Instant.MAX),
                        today,
                        told,
                        new Shown(byService),
                        components,
                        groups,
                        updatedAt);
        systems = made;
        return made;
    }

    private <T> IncidentView again(
            Map<Object, IncidentView> before, T thing, Function<T, IncidentView> make) {
        IncidentView view = before.get(thing);
        IncidentView now = view == null ? make.apply(thing) : view;
        seen.put(thing, now);
        return now;
    }

    static String url(StatusPage page, String serverUrl) {
        if (!page.url().isEmpty()) {
            return page.url().endsWith("/")
                    ? page.url().substring(0, page.url().length() - 1)
                    : page.url();
        }
        return page.domain()
                .map(domain -> "https://" + domain)
                .orElse(page.main() ? serverUrl : serverUrl + "/p/" + page.slug());
    }

    private ComponentView component(
            Component component,
            int position,
            Known known,
            Map<ServiceId, List<Uptime.Stretch>> told,
            Map<Component, Reckoned> next,
            ZoneId zone,
            Instant now) {
        Status status = known.status(component.service());
        boolean awaited = known.awaits(component.service());
        List<Turn> turns = known.turns(component.service());
        List<Evidence> evidence = known.evidence(component.service());
        Instant updatedAt =
                turns.isEmpty()
                        ? component.createdAt()
                        : later(component.createdAt(), turns.getLast().at());
        if (!component.showUptime()) {
            return new ComponentView(
                    component,
                    position,
                    status,
                    awaited,
                    updatedAt,
                    evidence,
                    List.of(),
                    Optional.empty());
        }
        LocalDate today = LocalDate.ofInstant(now, zone);
        List<Uptime.Stretch> stretches = told.getOrDefault(component.service(), List.of());
        Instant since =
                component
                        .startDate()
                        .map(date -> date.atStartOfDay(zone).toInstant())
                        .orElse(component.createdAt());
        var past =
                new Uptime.Past(
                        turns,
                        known.before(component.service()),
                        later(
                                later(since, known.since(component.service())),
                                FirstWord.of(known, component.service(), stretches)),
                        stretches);
        Reckoned last = reckoned.get(component);
        if (last == null
                || last.past().turns() != turns
                || !last.past().equals(past)
                || !last.today().equals(today)
                || !now.isBefore(last.until())) {
            List<Day> days = Uptime.days(past, DAYS, now, zone);
            Map<Status, Duration> time = Day.sum(days);
            last = new Reckoned(past, today, Refresh.at(time, status, now), days, Uptime.of(time));
        }
        next.put(component, last);
        return new ComponentView(
                component,
                position,
                status,
                awaited,
                updatedAt,
                evidence,
                last.days(),
                last.uptime());
    }

    /// What is known of the past of a component of the last view whose uptime is shown.
    Optional<Uptime.Past> past(Component component) {
        return Optional.ofNullable(reckoned.get(component)).map(Reckoned::past);
    }

    /// What backfilled incidents say of the past, which no turn recorded.
    private static Map<ServiceId, List<Uptime.Stretch>> told(Known known) {
        var told = new HashMap<ServiceId, List<Uptime.Stretch>>();
        for (Incident incident : known.incidents.values()) {
            if (incident.backfilled() && incident.resolvedAt().isPresent()) {
                Instant end = incident.resolvedAt().get();
                incident.affected()
                        .forEach((service, status) -> {
                            if (status.isTrouble() && incident.startedAt().isBefore(end)) {
                                told.computeIfAbsent(service, id -> new ArrayList<>())
                                        .add(new Uptime.Stretch(incident.startedAt(), end, status));
                            }
                        });
            }
        }
        told.values()
                .forEach(all ->
                        all.sort(
                                Comparator.comparing(Uptime.Stretch::status)
                                        .reversed()
                                        .thenComparing(Uptime.Stretch::from)));
        return told;
    }

    private static GroupView group(
            ComponentGroup group, int position, List<ComponentView> members) {
        Status worst = PageView.worst(members);
        Instant updatedAt =
                members.stream()
                        .map(ComponentView::updatedAt)
                        .reduce(group.createdAt(), ViewMaker::later);
        return new GroupView(group, position, worst, updatedAt, members);
    }

    static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
