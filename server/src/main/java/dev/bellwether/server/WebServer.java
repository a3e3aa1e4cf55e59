package dev.bellwether.server;

import dev.bellwether.statuspage.PageHandler;
import dev.bellwether.statuspage.PublishedPages;
import dev.bellwether.statuspage.SubscribeHandler;
import dev.bellwether.statuspage.Subscribers;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;

/// The one HTTP server. A request goes through: the events of senders, what tells of the server
/// itself (health, metrics), the status pages from memory, then API and console.
///
/// Sockets are served by a small pool of platform threads, and so are the status pages; what may
/// block runs on a virtual thread ([Front]), and those are bounded: beyond the bound requests wait.
final class WebServer implements AutoCloseable {
    private static final int STOP_MILLIS = 10_000;
    private static final int IDLE_MILLIS = 60_000;
    private static final int HEADER_BYTES = 16 * 1024;

    private final Server server;
    private final ServerConnector connector;
    private final StatisticsHandler statistics;
    private final Front front;
    private final LastHandler last = new LastHandler();
    private @Nullable ServletContextHandler inside;

    /// The server as it runs: what tells of itself, subscribing, the pages.
    ///
    /// @param subscribers empty while there is no database
    static WebServer of(
            Settings settings,
            Supplier<Readiness> readiness,
            Metrics metrics,
            Supplier<Optional<Subscribers>> subscribers,
            PublishedPages published,
            InstantSource clock) {
        var self = new SelfHandler(readiness, metrics, settings.server().metricsToken());
        return new WebServer(
                settings.server(),
                settings.limits(),
                path -> SelfHandler.isOurs(path) || SubscribeHandler.isOurs(path),
                List.of(self, new SubscribeHandler(subscribers, clock)),
                new PageHandler(published));
    }

    /// @param isKept of a path: those before the pages may want it
    /// @param before asked first, in this order; a handler that does not know the path lets the
    ///   next one try
    /// @param pages never blocks
    WebServer(
            Settings.Server address,
            Settings.Limits limits,
            Predicate<String> isKept,
            List<Handler> before,
            Handler pages) {
        var virtual = new VirtualThreadPool(limits.requests());
        virtual.setName("request");
        var threads = new QueuedThreadPool(16, 4);
        threads.setName("web");
        threads.setVirtualThreadsExecutor(virtual);
        threads.addBean(virtual);
        this.server = new Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setUriCompliance(UriCompliance.DEFAULT);
        if (address.trustProxy()) {
            http.addCustomizer(new BehindProxy());
        }
        this.connector = new ServerConnector(server, 1, 2, new HttpConnectionFactory(http));
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(1_024);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        server.setStopTimeout(STOP_MILLIS);
        server.setErrorHandler(new PlainErrors());

        List<Handler> chain = Stream.concat(before.stream(), Stream.of(pages, last)).toList();
        this.front = new Front(isKept, pages, chain);
        this.statistics = new StatisticsHandler(front);
        server.setHandler(new GracefulHandler(statistics));
    }

    /// @throws Refusal when the port is taken, naming it
    void start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new Refusal(
                    "cannot listen on %s:%d (server.host, server.port): %s"
                            .formatted(
                                    connector.getHost(),
                                    connector.getPort(),
                                    e.getCause() == null
                                            ? e.getMessage()
                                            : e.getCause().getMessage()));
        } catch (Exception e) {
            throw new IllegalStateException("The web server did not start", e);
        }
    }

    /// Gives `servlet` all that the handlers before do not take, and asks `first` before any of
    /// them. To be called once, when started; until then such requests are answered 503.
    ///
    /// @param first never waits on the thread that asks it
    void open(Servlet servlet, Handler first) {
        var context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
        context.addServlet(new ServletHolder("api-and-console", servlet), "/*");
        context.setErrorHandler(new PlainErrors());
        context.setServer(server);
        // Javalin's servlet is one for web sockets too, and asks for this although none is open.
        JettyWebSocketServletContainerInitializer.configure(context, null);
        try {
            context.start();
        } catch (Exception e) {
            throw new IllegalStateException("API and console did not start", e);
        }
        inside = context;
        last.open(context);
        front.first(first);
    }

    int port() {
        return connector.getLocalPort();
    }

    /// Where it can be reached from this machine.
    URI local() {
        return URI.create("http://localhost:" + port());
    }

    StatisticsHandler statistics() {
        return statistics;
    }

    int connections() {
        return connector.getConnectedEndPoints().size();
    }

    /// Accepts nothing more, lets requests under way end, for ten seconds at most.
    @Override
    public void close() {
        try {
            server.stop();
            ServletContextHandler context = inside;
            if (context != null) {
                context.stop();
            }
        } catch (Exception e) {
            throw new IllegalStateException("The web server did not stop", e);
        }
    }
}
