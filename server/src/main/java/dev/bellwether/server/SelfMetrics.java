package dev.bellwether.server;

import dev.bellwether.store.Store;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/// What the metrics tell of the store, the jobs and the web server.
final class SelfMetrics {
    private SelfMetrics() {}

    /// What there is from the first moment.
    static void server(Metrics metrics, BooleanSupplier isStoreUp, WebServer web) {
        metrics.gauge(
                "bellwether.store.up",
                "1 while the database can be written",
                () -> isStoreUp.getAsBoolean() ? 1 : 0);
        var statistics = web.statistics();
        metrics.gauge("bellwether.http.connections", "Open connections", web::connections);
        metrics.gauge(
                "bellwether.http.active", "Requests worked on now", statistics::getRequestsActive);
        metrics.counter("bellwether.http.requests", "Requests", statistics::getRequestTotal);
        metrics.counter(
                "bellwether.http.responses",
                "Responses",
                statistics::getResponses2xx,
                "class",
                "2xx");
        metrics.counter(
                "bellwether.http.responses",
                "Responses",
                statistics::getResponses3xx,
                "class",
                "3xx");
        metrics.counter(
                "bellwether.http.responses",
                "Responses",
                statistics::getResponses4xx,
                "class",
                "4xx");
        metrics.counter(
                "bellwether.http.responses",
                "Responses",
                statistics::getResponses5xx,
                "class",
                "5xx");
    }

    /// What there is once the database is open.
    static void house(Metrics metrics, House house) {
        Store store = house.store();
        metrics.counter(
                "bellwether.store.commits", "Transactions written", () -> store.health().commits());
        metrics.counter(
                "bellwether.store.failures",
                "Transactions that could not be written",
                () -> store.health().failures());
        Loops loops = house.loops();
        for (Loop.Pulse pulse : loops.pulses()) {
            job(metrics, loops, pulse.name());
        }
    }

    private static void job(Metrics metrics, Loops loops, String name) {
        metrics.counter(
                "bellwether.job.runs", "Runs", of(loops, name, Loop.Pulse::runs), "job", name);
        metrics.counter(
                "bellwether.job.failures",
                "Runs that failed",
                of(loops, name, Loop.Pulse::failures),
                "job",
                name);
        metrics.counter(
                "bellwether.job.busy.seconds",
                "Time it has run in all",
                of(loops, name, Loop.Pulse::busy),
                "job",
                name);
        metrics.gauge(
                "bellwether.job.late.seconds",
                "By how much its last run was late",
                of(loops, name, Loop.Pulse::late),
                "job",
                name);
        metrics.gauge(
                "bellwether.job.late.worst.seconds",
                "By how much it was late at most",
                of(loops, name, Loop.Pulse::worstLate),
                "job",
                name);
        metrics.gauge(
                "bellwether.job.running.seconds",
                "How long its present run lasts already",
                of(loops, name, Loop.Pulse::running),
                "job",
                name);
    }

    private static DoubleSupplier of(
            Loops loops, String name, ToDoubleFunction<Loop.Pulse> figure) {
        return () -> loops.pulse(name).map(p -> figure.applyAsDouble(p)).orElse(0.0);
    }
}
