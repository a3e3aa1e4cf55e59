package dev.bellwether.console;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Status;
import dev.bellwether.watch.Provider;
import dev.bellwether.watch.ProviderState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The list of providers: those that are followed first, then those in trouble, found by name,
/// domain or category and narrowed by state.
final class ProviderListPages {
    static final String HOME = "/console/providers";
    private static final int PAGE = 50;
    private static final long WORTH_CHOOSING = 5;

    record Row(Provider provider, Optional<ProviderState> state, boolean followed) {
        Status status() {
            return state.map(s ->
                            s.confirmed() || !s.status().isTrouble() ? s.status() : Status.UNKNOWN)
                    .orElse(Status.UNKNOWN);
        }
    }

    /// The choices above the list, by what stands in the address.
    enum Show {
        ALL("All"),
        FOLLOWED("Followed"),
        TROUBLE("In trouble"),
        WELL("Well"),
        UNKNOWN("Not known"),
        OWN("Your own");

        private final String word;

        Show(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        String query() {
            return this == ALL ? "" : name().toLowerCase(java.util.Locale.ROOT);
        }

        static Show of(String query) {
            for (Show show : values()) {
                if (show.query().equals(query)) {
                    return show;
                }
            }
            return ALL;
        }

        boolean fits(Provider provider, Status status, boolean followed) {
            return switch (this) {
                case ALL -> true;
                case FOLLOWED -> followed;
                case TROUBLE -> status.isTrouble();
                case WELL -> status == Status.OPERATIONAL || status == Status.MAINTENANCE;
                case UNKNOWN -> status == Status.UNKNOWN;
                case OWN -> provider.isOwn();
            };
        }
    }

    record Tab(String word, int count, String address, boolean here) {}

    record View(
            List<Row> rows,
            String words,
            String category,
            Show show,
            List<Tab> tabs,
            Set<String> categories,
            boolean followsNone,
            Part part) {}

    private final Rooms rooms;

    ProviderListPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
    }

    private Reply list(Visit visit) {
        OrganizationId organization = visit.organization();
        String words = visit.query("q");
        String category = folded(visit.query("category"));
        Show show = Show.of(visit.query("state"));
        Set<ProviderId> followed = rooms.checks().lists().followed(organization).keySet();
        Map<ProviderId, Status> statuses = rooms.providers().lists().statuses(organization);
        List<Provider> all = rooms.providers().lists().all(organization);
        List<Provider> found =
                words.isEmpty() ? all : rooms.providers().lists().search(organization, words);
        Set<String> categories = categories(all, category);
        int[] counts = new int[Show.values().length];
        List<Provider> fit = new ArrayList<>();
        for (Provider provider : found) {
            if (!category.isEmpty() && !folded(provider.category()).equals(category)) {
                continue;
            }
            Status status = statuses.getOrDefault(provider.id(), Status.UNKNOWN);
            boolean follows = followed.contains(provider.id());
            for (Show each : Show.values()) {
                counts[each.ordinal()] += each.fits(provider, status, follows) ? 1 : 0;
            }
            if (show.fits(provider, status, follows)) {
                fit.add(provider);
            }
        }
        if (words.isEmpty()) {
            fit.sort(order(followed, statuses));
        }
        int from = Part.from(visit, PAGE);
        List<Provider> cut = Paging.cut(fit, from, PAGE);
        Map<ProviderId, ProviderState> states =
                rooms.providers()
                        .lists()
                        .states(organization, cut.stream().map(Provider::id).toList());
        List<Row> rows =
                cut.stream()
                        .map(p ->
                                new Row(
                                        p,
                                        Optional.ofNullable(states.get(p.id())),
                                        followed.contains(p.id())))
                        .toList();
        var view =
                new View(
                        rows,
                        words,
                        category,
                        show,
                        tabs(words, category, show, counts),
                        categories,
                        followed.isEmpty(),
                        new Part(from, PAGE, fit.size(), at -> address(words, category, show, at)));
        return Reply.page(
                "providers",
                (out, frame) -> JteprovidersGenerated.render(out, Html.PLAIN, frame, view));
    }

    /// Those worth choosing from: the catalogue's lists have hundreds of words that fit one or two,
    /// which the search finds.
    private static Set<String> categories(List<Provider> all, String chosen) {
        Map<String, Long> counts =
                all.stream()
                        .collect(
                                Collectors.groupingBy(
                                        provider -> folded(provider.category()),
                                        Collectors.counting()));
        return counts.entrySet().stream()
                .filter(each -> !each.getKey().isEmpty())
                .filter(each -> each.getValue() >= WORTH_CHOOSING || each.getKey().equals(chosen))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// `Project-Management` and `project management` are one category.
    private static String folded(String category) {
        return category.toLowerCase(Locale.ROOT).replace('-', ' ').strip();
    }

    /// Followed ones first, the worst of them on top; then the others in trouble; then by name.
    private static Comparator<Provider> order(
            Set<ProviderId> followed, Map<ProviderId, Status> statuses) {
        return Comparator.comparing((Provider p) -> !followed.contains(p.id()))
                .thenComparing(p -> {
                    Status status = statuses.getOrDefault(p.id(), Status.UNKNOWN);
                    return status.isTrouble() ? -Overview.weight(status) : 0;
                })
                .thenComparing(p -> !p.isOwn())
                .thenComparing(Provider::name, String.CASE_INSENSITIVE_ORDER);
    }

    private static List<Tab> tabs(String words, String category, Show here, int[] counts) {
        var tabs = new ArrayList<Tab>();
        for (Show show : Show.values()) {
            int count = counts[show.ordinal()];
            if (count > 0 || show == here || show == Show.ALL) {
                tabs.add(
                        new Tab(
                                show.word(),
                                count,
                                address(words, category, show, 0),
                                show == here));
            }
        }
        return tabs;
    }

    private static String address(String words, String category, Show show, int from) {
        return Links.to(
                HOME,
                "q",
                words,
                "category",
                category,
                "state",
                show.query(),
                "from",
                from == 0 ? "" : Integer.toString(from));
    }
}
