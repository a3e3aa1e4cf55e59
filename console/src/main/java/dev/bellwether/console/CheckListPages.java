package dev.bellwether.console;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Role;
import dev.bellwether.model.ServiceId;
import dev.bellwether.watch.CheckListed;
import dev.bellwether.watch.CheckStanding;
import dev.bellwether.watch.CheckVerdict;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The list of checks: found, filtered, sorted and counted, one page at a time, the worst first.
final class CheckListPages {
    static final String HOME = "/console/checks";
    static final int PAGE = 50;

    record Row(Check check, String service, Optional<CheckVerdict> verdict, Optional<Spark> spark) {
        String target() {
            return CheckKind.target(check.spec());
        }

        CheckKind kind() {
            return CheckKind.of(check.spec());
        }
    }

    /// One of the choices above the list.
    record Tab(String word, int count, String address, boolean here) {}

    record View(
            List<Row> rows,
            CheckQuery query,
            Optional<String> serviceName,
            Map<CheckStanding, Integer> counts,
            boolean none,
            Part part) {
        List<Tab> tabs() {
            var tabs = new java.util.ArrayList<Tab>();
            tabs.add(new Tab("All", all(), query.withState(""), query.standing().isEmpty()));
            for (CheckStanding standing : CheckStanding.values()) {
                boolean here = query.standing().equals(Optional.of(standing));
                int count = counts.getOrDefault(standing, 0);
                if (count > 0 || here) {
                    String state = standing.name().toLowerCase(Locale.ROOT);
                    tabs.add(new Tab(Words.of(standing), count, query.withState(state), here));
                }
            }
            return tabs;
        }

        int all() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }

        List<Option> kinds() {
            return Arrays.stream(CheckKind.values())
                    .map(k -> new Option(k.name().toLowerCase(Locale.ROOT), k.word()))
                    .toList();
        }
    }

    private final Rooms rooms;
    private final Sparks sparks;

    CheckListPages(Rooms rooms) {
        this.rooms = rooms;
        this.sparks = new Sparks(rooms.history());
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
    }

    private Reply list(Visit visit) {
        OrganizationId organization = visit.organization();
        CheckQuery query = CheckQuery.of(visit::query);
        var counts = rooms.checks().lists().counts(organization, query.filter());
        int all =
                query.standing()
                        .map(standing -> counts.getOrDefault(standing, 0))
                        .orElseGet(
                                () -> counts.values().stream().mapToInt(Integer::intValue).sum());
        int from = Math.min(Part.from(visit, PAGE), Math.max(0, (all - 1) / PAGE * PAGE));
        List<CheckListed> listed =
                rooms.checks()
                        .lists()
                        .part(organization, query.filter(), query.order(), from, PAGE);
        Set<ServiceId> services =
                listed.stream().map(l -> l.check().service()).collect(Collectors.toSet());
        var wanted = new HashSet<>(services);
        query.service().ifPresent(wanted::add);
        Map<ServiceId, String> names = rooms.services().names(organization, wanted);
        Map<CheckId, Spark> lines = sparks.of(organization, measured(listed), visit.now());
        List<Row> rows =
                listed.stream()
                        .map(l ->
                                new Row(
                                        l.check(),
                                        names.getOrDefault(l.check().service(), "–"),
                                        l.verdict(),
                                        Optional.ofNullable(lines.get(l.check().id()))))
                        .toList();
        boolean none = counts.isEmpty() && !query.isNarrow();
        var view =
                new View(
                        rows,
                        query,
                        query.service().map(id -> names.getOrDefault(id, id.value())),
                        counts,
                        none,
                        new Part(from, PAGE, all, query::at));
        return Reply.page(
                "checks", (out, frame) -> JtechecksGenerated.render(out, Html.PLAIN, frame, view));
    }

    private static List<CheckId> measured(List<CheckListed> listed) {
        return listed.stream()
                .map(CheckListed::check)
                .filter(check -> !(check.spec() instanceof CheckSpec.Heartbeat))
                .filter(check -> !(check.spec() instanceof CheckSpec.ProviderPage))
                .map(Check::id)
                .toList();
    }
}
