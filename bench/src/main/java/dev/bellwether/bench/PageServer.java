package dev.bellwether.bench;

import dev.bellwether.statuspage.PageHandler;
import dev.bellwether.statuspage.PublishedPages;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Pages behind the same web server as the program's: threads, selectors and handlers alike.
final class PageServer implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;

    PageServer(PublishedPages pages) {
        this.server = new Server(new QueuedThreadPool(16, 4));
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        this.connector = new ServerConnector(server, 1, 2, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(1_024);
        server.addConnector(connector);
        server.setHandler(
                new GracefulHandler(
                        new StatisticsHandler(new Handler.Sequence(new PageHandler(pages)))));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The web server did not start", e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The web server did not stop", e);
        }
    }
}
