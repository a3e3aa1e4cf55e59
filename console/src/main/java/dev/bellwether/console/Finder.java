package dev.bellwether.console;

import dev.bellwether.model.Incident;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Slice;
import dev.bellwether.watch.CheckFound;
import dev.bellwether.watch.Provider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Looks through everything of one organization: checks, services, incidents, status pages,
/// escalation policies, people and providers, by name, domain and id. The best fit comes first:
/// exact, then prefix, then whole word, then anywhere; of equal fit in the order of this list.
/// Bounded in what it reads of each and in what it shows.
final class Finder {
    /// How many of each kind.
    static final int EACH = 8;

    private static final int LONGEST = 100;
    private static final int PEOPLE = 1_000;

    private final Rooms rooms;

    Finder(Rooms rooms) {
        this.rooms = rooms;
    }

    List<Hit> find(OrganizationId organization, String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        String words = cut.strip().toLowerCase(Locale.ROOT);
        if (words.isEmpty()) {
            return List.of();
        }
        var hits = new ArrayList<Hit>();
        hits.addAll(services(organization, words));
        hits.addAll(checks(organization, words));
        hits.addAll(incidents(organization, words));
        hits.addAll(pages(organization, words));
        hits.addAll(policies(organization, words));
        hits.addAll(new WordFinder(rooms).find(organization, words));
        hits.addAll(schedules(organization, words));
        hits.addAll(people(organization, words));
        hits.addAll(providers(organization, words));
        hits.sort(Comparator.comparingInt(Hit::rank));
        return hits;
    }

    private List<Hit> services(OrganizationId organization, String words) {
        return best(
                rooms.services().lists().search(organization, words, EACH),
                service ->
                        new Hit(
                                "Service",
                                service.name(),
                                cut(service.why()),
                                ServicePages.HOME + "/" + service.id(),
                                least(words, service.name(), service.id().value()),
                                Optional.of(service.status())));
    }

    private List<Hit> checks(OrganizationId organization, String words) {
        List<CheckFound> found = rooms.checks().lists().search(organization, words, EACH);
        Map<ServiceId, String> names =
                rooms.services()
                        .names(
                                organization,
                                found.stream()
                                        .map(CheckFound::service)
                                        .collect(Collectors.toSet()));
        return found.stream()
                .map(check ->
                        new Hit(
                                "Check",
                                check.name(),
                                names.getOrDefault(check.service(), "")
                                        + (check.host().isEmpty() ? "" : " · " + check.host()),
                                CheckListPages.HOME + "/" + check.id(),
                                check.rank(),
                                Optional.of(Words.status(check.standing()))))
                .toList();
    }

    private List<Hit> incidents(OrganizationId organization, String words) {
        return best(
                rooms.incidents().search(organization, words, 200),
                incident ->
                        new Hit(
                                "Incident",
                                incident.name(),
                                Words.of(incident.status()),
                                IncidentPages.HOME + "/" + incident.id(),
                                Math.min(least(words, incident.name(), id(incident)), 3),
                                Optional.empty()));
    }

    private static String id(Incident incident) {
        return incident.id().value();
    }

    private List<Hit> pages(OrganizationId organization, String words) {
        return best(
                rooms.pages().list(organization),
                page ->
                        new Hit(
                                "Status page",
                                page.name(),
                                page.domain().orElse("/p/" + page.slug() + "/"),
                                StatusPagePages.HOME + "/" + page.id() + "/preview",
                                least(
                                        words,
                                        page.name(),
                                        page.slug(),
                                        page.domain().orElse(""),
                                        page.id().value()),
                                Optional.empty()));
    }

    private List<Hit> policies(OrganizationId organization, String words) {
        return best(
                rooms.policies().list(organization),
                policy ->
                        new Hit(
                                "Escalation",
                                policy.name(),
                                Words.count(policy.steps().size(), "step", "steps"),
                                PolicyPages.HOME + "/" + policy.id(),
                                least(words, policy.name(), policy.id().value()),
                                Optional.empty()));
    }

    private List<Hit> schedules(OrganizationId organization, String words) {
        return best(
                rooms.schedules().list(organization),
                schedule ->
                        new Hit(
                                "Schedule",
                                schedule.name(),
                                schedule.zone(),
                                SchedulePages.HOME + "/" + schedule.id(),
                                least(words, schedule.name(), schedule.id().value()),
                                Optional.empty()));
    }

    private List<Hit> people(OrganizationId organization, String words) {
        var all = new ArrayList<Person>();
        Optional<String> next = Optional.empty();
        do {
            Slice<Person> slice = rooms.people().persons(organization, next, 200);
            all.addAll(slice.items());
            next = slice.next();
        } while (next.isPresent() && all.size() < PEOPLE);
        return best(
                all,
                person ->
                        new Hit(
                                "Person",
                                person.name(),
                                person.email(),
                                "/console/people/" + person.id(),
                                least(words, person.name(), person.email(), person.id().value()),
                                Optional.empty()));
    }

    private List<Hit> providers(OrganizationId organization, String words) {
        List<Provider> found = rooms.providers().search(organization, words, EACH);
        return found.stream()
                .map(provider ->
                        new Hit(
                                "Provider",
                                provider.name(),
                                provider.category(),
                                ProviderPages.HOME + "/" + provider.id(),
                                Math.min(3, least(words, provider.name(), provider.id().value())),
                                Optional.empty()))
                .toList();
    }

    static <T> List<Hit> best(List<T> all, Function<T, Hit> hit) {
        return all.stream()
                .map(hit)
                .filter(h -> h.rank() < Hit.NONE)
                .sorted(
                        Comparator.comparingInt(Hit::rank)
                                .thenComparingInt(h -> h.name().length())
                                .thenComparing(Hit::name))
                .limit(EACH)
                .toList();
    }

    static int least(String words, String... texts) {
        int least = Hit.NONE;
        for (String text : texts) {
            least = Math.min(least, Hit.fit(text, words));
        }
        return least;
    }

    private static String cut(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
