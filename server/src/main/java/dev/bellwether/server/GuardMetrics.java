package dev.bellwether.server;

import dev.bellwether.guard.Controls;
import dev.bellwether.guard.Guard;
import dev.bellwether.guard.GuardStatus;
import dev.bellwether.guard.GuardStatus.Counts;
import dev.bellwether.guard.GuardStatus.NodeStatus;
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

    private static void node(Metrics metrics, Supplier<GuardStatus> now, String name) {
        bytes(metrics, now, name, "limit", "What the node may have", NodeStatus::limit);
        bytes(metrics, now, name, "reserve", "Never given to queries", NodeStatus::reserve);
        bytes(metrics, now, name, "strangers", "Past the guard", NodeStatus::strangers);
        bytes(metrics, now, name, "budget", "Open to queries now", NodeStatus::budget);
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
