package dev.bellwether.server;

import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreHealth;
import dev.bellwether.store.StoreSettings;
import io.javalin.Javalin;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;

/// The map of the running system: every room made by its constructor and joined to the others, from
/// top to bottom in the order in which they come to life. They stop in the opposite order.
final class Assembly implements AutoCloseable {
    private final Store store;
    private final Metrics metrics;
    private final Loops loops;
    private final WebServer web;

    Assembly(Settings settings, InstantSource clock) {
        this.store = Store.open(store(settings), clock);
        this.metrics = new Metrics();

        var jobs = new ArrayList<Job>();
        this.loops = new Loops(jobs, clock);
        store.journal().onLines(loops::wake);

        var self = new SelfHandler(this::readiness, metrics, settings.server().metricsToken());
        var javalin =
                Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.startup.startupWatcherEnabled = false;
                    config.http.maxRequestSize = settings.limits().requestSize();
                });
        this.web =
                new WebServer(
                        settings.server(),
                        settings.limits(),
                        List.<Handler>of(self),
                        javalin.javalinServlet());
        SelfMetrics.register(metrics, store, loops, web);
    }

    static StoreSettings store(Settings settings) {
        Settings.Database database = settings.store();
        String url =
                database.url().isEmpty()
                        ? "jdbc:sqlite:" + settings.data().resolve("bellwether.db")
                        : database.url();
        return new StoreSettings(
                url, optional(database.user()), optional(database.password()), database.readers());
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    void start() {
        web.start();
        loops.start();
    }

    URI local() {
        return web.local();
    }

    Readiness readiness() {
        Optional<StoreHealth.Trouble> trouble = store.health().trouble();
        var database =
                new Readiness.Part(
                        "database",
                        trouble.isEmpty(),
                        trouble.map(t -> "since " + t.since() + ": " + t.why()).orElse(""));
        return new Readiness(List.of(database));
    }

    @Override
    public void close() {
        web.close();
        loops.close();
        store.close();
        metrics.close();
    }
}
