package dev.bellwether.guard;

import java.time.InstantSource;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// The guard of one ClickHouse node: a proxy that speaks the node's own HTTP.
final class Guard implements AutoCloseable {
    private static final int MAX_ADDRESS = 1 << 20;
    private static final int MAX_REQUESTS = 4_096;
    private static final int IDLE_MILLIS = 3_600_000;

    private final Server server;
    private final ServerConnector connector;
    private final Upstream upstream;
    private final Gate gate;

    Guard(GuardSettings settings, InstantSource clock) {
        this.upstream = new Upstream(settings.upstream());
        this.gate =
                new Gate(
                        new Admission(AdmissionPolicy.standard()),
                        List.of(
                                NodeRoom.open(
                                        GuardSettings.NODE, settings.limit(), settings.reserve())),
                        clock);
        var virtual = new VirtualThreadPool(MAX_REQUESTS);
        virtual.setName("guard-request");
        var threads = new QueuedThreadPool(16, 4);
        threads.setName("guard");
        threads.setVirtualThreadsExecutor(virtual);
        threads.addBean(virtual);
        this.server = new Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setHeaderCacheCaseSensitive(true);
        http.setRequestHeaderSize(MAX_ADDRESS);
        this.connector = new ServerConnector(server, 1, 2, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new GuardHandler(settings, upstream, gate, new Forecasts(), clock));
    }

    /// @throws IllegalStateException when the port is taken
    void start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The guard cannot listen on %s:%d: %s"
                            .formatted(connector.getHost(), connector.getPort(), e.getMessage()),
                    e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    AdmissionState state() {
        return gate.state();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The guard did not stop", e);
        } finally {
            upstream.close();
        }
    }
}
