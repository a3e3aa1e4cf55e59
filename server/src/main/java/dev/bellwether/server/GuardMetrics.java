package dev.bellwether.server;

import dev.bellwether.guard.Controls;
import dev.bellwether.guard.Guard;
import dev.bellwether.guard.GuardStatus;
import dev.bellwether.guard.GuardStatus.Counts;
import dev.bellwether.guard.GuardStatus.NodeStatus;
import dev.bellwether.guard.ReleasesStatus;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// What the metrics tell of the guard.
final class GuardMetrics {
    private GuardMetrics() {}

    static void register(Metrics metrics, Guard guard) {
        Supplier<GuardStatus> now = metrics.snapshot(guard::status);
        for (Controls.Mode mode : Controls.Mode.values()) {
            metrics.gauge(
                    "bellwether.guard.mode",
                    "1 for what it does now",
                    () -> now.get().controls().mode() == mode ? 1 : 0,
                    "mode",
                    Kind.spelled(mode));
        }
        metrics.gauge("bellwether.guard.waiting", "Queries that wait", () -> now.get().waiting());
        metrics.gauge(
                "bellwether.guard.in.flight", "Queries in flight", () -> now.get().inFlight());
        metrics.gauge("bellwether.guard.forms", "Forms of query known", () -> now.get().forms());
        releases(metrics, now);
        metrics.gauge(
                "bellwether.guard.quarantines",
                "Releases, features and forms of query that are in quarantine",
                () -> {
                    GuardStatus status = now.get();
                    return status.controls().quarantines().stream()
                            .filter(one -> one.isOn(status.at()))
                            .count();
                });
        now.get().nodes().forEach(node -> node(metrics, now, node.name()));
        count(metrics, now, "queries", "Queries asked for", Counts::queries);
        count(metrics, now, "waited", "Queries that had to wait", Counts::waited);
        count(metrics, now, "refused", "Queries for which nothing came free", Counts::refused);
        count(metrics, now, "blocked", "Queries kept out by a person", Counts::blocked);
        count(metrics, now, "out.of.memory", "Queries stopped by their cap", Counts::ranOut);
        count(metrics, now, "run.again", "Queries run once more", Counts::again);
        count(metrics, now, "clamped", "Queries whose settings were held down", Counts::clamped);
        count(metrics, now, "left", "Queries whose client left before an answer", Counts::left);
        count(metrics, now, "killed", "Orders to end a query", Counts::killed);
        count(metrics, now, "shared", "Queries answered by another's run", Counts::shared);
        count(metrics, now, "stale", "Queries given an answer of before", Counts::stale);
        count(metrics, now, "quarantined", "Queries in quarantine", Counts::quarantined);
        count(metrics, now, "would.wait", "While watching: would wait", Counts::wouldWait);
        count(metrics, now, "would.refuse", "While watching: would refuse", Counts::wouldRefuse);
    }

    private static void count(
            Metrics metrics,
            Supplier<GuardStatus> now,
            String name,
            String says,
            ToDoubleFunction<Counts> figure) {
        metrics.counter(
                "bellwether.guard." + name, says, () -> figure.applyAsDouble(now.get().counts()));
    }

    /// Which releases they are stands in the status: names that come and go are no labels.
    private static void releases(Metrics metrics, Supplier<GuardStatus> now) {
        metrics.gauge(
                "bellwether.guard.accused",
                "Releases and variations that stand accused of heavier queries",
                () -> now.get().releases().accused().size());
        metrics.gauge(
                "bellwether.guard.release.lines",
                "Forms of query by feature and release that are kept",
                () -> now.get().releases().kept());
        metrics.counter(
                "bellwether.guard.release.lines.forgotten",
                "Of them, forgotten for newer ones",
                () -> now.get().releases().forgotten());
        ended(metrics, now, "answered", ReleasesStatus::answered);
        ended(metrics, now, "out-of-memory", ReleasesStatus::outOfMemory);
        ended(metrics, now, "refused", ReleasesStatus::refused);
        ended(metrics, now, "failed", ReleasesStatus::failed);
    }

    private static void ended(
            Metrics metrics,
            Supplier<GuardStatus> now,
            String how,
            ToDoubleFunction<ReleasesStatus> figure) {
        metrics.counter(
                "bellwether.guard.ended",
                "Queries by how they ended, each once however often it was run",
                () -> figure.applyAsDouble(now.get().releases()),
                "how",
                how);
    }

    private static void node(Metrics metrics, Supplier<GuardStatus> now, String name) {
        bytes(metrics, now, name, "limit", "What the node may have", NodeStatus::limit);
        bytes(metrics, now, name, "reserve", "Never given to queries", NodeStatus::reserve);
        bytes(metrics, now, name, "strangers", "Past the guard", NodeStatus::strangers);
        bytes(metrics, now, name, "budget", "Open to queries now", NodeStatus::budget);
        bytes(metrics, now, name, "part", "Of it, this guard's", node -> node.part().bytes());
        metrics.gauge(
                "bellwether.guard.node.guards",
                "Guards that share the node",
                () -> of(now, name, node -> node.part().guards()),
                "node",
                name);
        bytes(metrics, now, name, "reserved", "Caps of what runs", NodeStatus::reserved);
        bytes(metrics, now, name, "resident", "In memory", NodeStatus::resident);
        bytes(metrics, now, name, "tracked", "By the node's own count", NodeStatus::tracked);
        metrics.gauge(
                "bellwether.guard.node.open.percent",
                "How far the node's room is open",
                () -> of(now, name, NodeStatus::openPercent),
                "node",
                name);
        metrics.counter(
                "bellwether.guard.node.deaths",
                "Times that the node was found to have died",
                () -> of(now, name, NodeStatus::deaths),
                "node",
                name);
        metrics.counter(
                "bellwether.guard.node.victims",
                "Queries ended because the node neared its limit",
                () -> of(now, name, NodeStatus::killed),
                "node",
                name);
    }

    private static void bytes(
            Metrics metrics,
            Supplier<GuardStatus> now,
            String node,
            String name,
            String says,
            ToDoubleFunction<NodeStatus> figure) {
        metrics.gauge(
                "bellwether.guard.node." + name + ".bytes",
                says,
                () -> of(now, node, figure),
                "node",
                node);
    }

    private static double of(
            Supplier<GuardStatus> now, String node, ToDoubleFunction<NodeStatus> figure) {
        return now.get().nodes().stream()
                .filter(one -> one.name().equals(node))
                .mapToDouble(figure)
                .findFirst()
                .orElse(Double.NaN);
    }
}
