package dev.bellwether.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where pages arrive by webhook: notes when, for which team, and what each said.
final class PageTap implements AutoCloseable {
    private static final Pattern TITLE = Pattern.compile("\"title\":\"([^\"]*)\"");
    private static final Pattern COUNT = Pattern.compile("(\\d+) alerts: (.*)");

    /// @param nanos `System.nanoTime()`
    record Page(long nanos, int team, String title) {
        /// The title of the alert that pages.
        String alert() {
            Matcher many = COUNT.matcher(title);
            return many.matches() ? many.group(2) : title;
        }

        /// How many alerts it stands for.
        int stands() {
            Matcher many = COUNT.matcher(title);
            return many.matches() ? Integer.parseInt(many.group(1)) : 1;
        }
    }

    private final List<Page> pages = new ArrayList<>();
    private final HttpServer server;

    PageTap() throws IOException {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private PageTap(InetSocketAddress at) throws IOException {
        server = HttpServer.create(at, 500);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook/", this::take);
        server.start();
    }

    /// One that can be reached at every loopback address; see [#address(int)].
    static PageTap ofManyHosts() throws IOException {
        return new PageTap(new InetSocketAddress(0));
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /// That of a team, at a host of its own.
    String address(int team) {
        return "http://127.0.%d.%d:%d/hook/%d"
                .formatted(1 + team / 200, 1 + team % 200, server.getAddress().getPort(), team);
    }

    synchronized List<Page> pages() {
        return List.copyOf(pages);
    }

    private void take(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher title = TITLE.matcher(body);
        String path = exchange.getRequestURI().getPath();
        synchronized (this) {
            pages.add(
                    new Page(
                            now,
                            Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)),
                            title.find() ? title.group(1) : ""));
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
