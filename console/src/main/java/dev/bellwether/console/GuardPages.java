package dev.bellwether.console;

import dev.bellwether.guard.Controls;
import dev.bellwether.guard.GuardDesk;
import dev.bellwether.guard.GuardOrder;
import dev.bellwether.guard.GuardStatus;
import dev.bellwether.guard.GuardStatus.NodeStatus;
import dev.bellwether.guard.GuardStatus.RunningQuery;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Role;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/// What the guard of ClickHouse sees: nodes with their memory, what runs and waits, forms of query,
/// and which release sends what. What is switched stands in [GuardSwitchPages].
final class GuardPages {
    static final String HOME = "/console/guard";
    static final String SECTION = "guard";

    /// @param tone of its badge
    record NodeRow(NodeStatus node, String tone, String state, Optional<MemoryChart> chart) {
        static NodeRow of(NodeStatus node, List<MemoryChart> charts) {
            Optional<MemoryChart> chart =
                    charts.stream().filter(one -> one.node().equals(node.name())).findFirst();
            return switch (node.phase()) {
                case "SILENT" -> new NodeRow(node, "bad", "Does not answer", chart);
                case "WARMING" ->
                        new NodeRow(
                                node, "warn", "Died; open to " + node.openPercent() + " %", chart);
                default ->
                        node.heavyOpen()
                                ? new NodeRow(node, "good", "Open", chart)
                                : new NodeRow(node, "warn", "Heavy queries stay out", chart);
            };
        }
    }

    /// What runs or waits now.
    record NowView(GuardStatus status, List<NodeRow> nodes) {
        boolean isPeaceful() {
            return status.running().isEmpty() && status.queue().isEmpty();
        }
    }

    private final GuardDesk desk;

    GuardPages(GuardDesk desk) {
        this.desk = desk;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, visit -> page(visit, this::now));
        routes.get(HOME + "/queries", Role.VIEWER, visit -> page(visit, GuardPages::queries));
        routes.get(HOME + "/releases", Role.VIEWER, visit -> page(visit, GuardPages::releases));
        routes.post(HOME + "/cancel", Role.RESPONDER, this::cancel);
    }

    /// The page of the guard that is there, or how to get one.
    private Reply page(Visit visit, BiFunction<Visit, GuardStatus, Reply> then) {
        return desk.status(visit.organization())
                .map(status -> then.apply(visit, status))
                .orElseGet(GuardPages::none);
    }

    static Reply none() {
        return Reply.page(
                SECTION, (out, frame) -> JteguardNoneGenerated.render(out, Html.PLAIN, frame));
    }

    private Reply now(Visit visit, GuardStatus status) {
        List<MemoryChart> charts =
                desk.memory(visit.organization()).stream()
                        .map(memory -> MemoryChart.of(memory, visit.now()))
                        .toList();
        var view =
                new NowView(
                        status,
                        status.nodes().stream().map(node -> NodeRow.of(node, charts)).toList());
        return Reply.page(
                SECTION, (out, frame) -> JteguardGenerated.render(out, Html.PLAIN, frame, view));
    }

    private static Reply queries(Visit visit, GuardStatus status) {
        return Reply.page(
                SECTION,
                (out, frame) -> JteguardQueriesGenerated.render(out, Html.PLAIN, frame, status));
    }

    private static Reply releases(Visit visit, GuardStatus status) {
        return Reply.page(
                SECTION,
                (out, frame) -> JteguardReleasesGenerated.render(out, Html.PLAIN, frame, status));
    }

    private Reply cancel(Visit visit) {
        String query = visit.form().raw("query");
        try {
            desk.order(visit.organization(), new GuardOrder.Cancel(query), visit.actor());
            return Reply.done(HOME, "The query was told to end.");
        } catch (NotFound e) {
            return Reply.sorry(HOME, "That query has ended already.");
        }
    }

    static String word(Controls.Mode mode) {
        return switch (mode) {
            case OFF -> "Off";
            case OBSERVE -> "Observing";
            case LIGHT -> "Caps only";
            case FULL -> "On";
        };
    }

    static String tone(Controls.Mode mode) {
        return switch (mode) {
            case OFF -> "bad";
            case OBSERVE -> "plan";
            case LIGHT -> "warn";
            case FULL -> "good";
        };
    }

    /// Who sent it, in a few words.
    static String sender(RunningQuery query) {
        String feature = query.feature().isEmpty() ? "no feature named" : query.feature();
        return query.release().isEmpty() ? feature : feature + ", " + query.release();
    }

    static String span(long millis) {
        return millis < 10_000
                ? Math.max(0, millis) / 100 / 10.0 + " s"
                : Times.about(Duration.ofMillis(millis));
    }

    /// `1.8 times`.
    static String times(double ratio) {
        return String.format(Locale.ROOT, "%.1f times", ratio);
    }

    static String lane(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /// Memory times time, as people weigh it.
    static String byteSeconds(double byteSeconds) {
        return byteSeconds < 1 ? "–" : Sizes.of((long) byteSeconds) + "·s";
    }
}
