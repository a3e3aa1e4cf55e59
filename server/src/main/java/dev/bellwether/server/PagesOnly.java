package dev.bellwether.server;

import dev.bellwether.statuspage.PublishedPages;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The web server as it runs, before there is a database: status pages, what it tells of itself,
/// and 503 for the rest. For benchmarks of pages: the threads and the chain of handlers are those
/// of [Assembly].
public final class PagesOnly implements AutoCloseable {
    private final Metrics metrics = new Metrics();
    private final WebServer web;

    /// Starts it on a free port of 127.0.0.1.
    public PagesOnly(PublishedPages pages, InstantSource clock) {
        var address = Map.of("BELLWETHER_SERVER_HOST", "127.0.0.1", "BELLWETHER_SERVER_PORT", "0");
        this.web =
                WebServer.of(
                        Settings.of(Configuration.load(Optional.empty(), address)),
                        () -> new Readiness(List.of()),
                        metrics,
                        Optional::empty,
                        pages,
                        clock);
        web.start();
    }

    public int port() {
        return web.port();
    }

    @Override
    public void close() {
        web.close();
        metrics.close();
    }
}
