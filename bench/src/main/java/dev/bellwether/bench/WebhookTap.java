package dev.bellwether.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// Receives webhooks, whoever sends them, and notes when the first one came in that names a target.
final class WebhookTap implements AutoCloseable {
    private static final Pattern TARGET = Pattern.compile("(?:Target |/t/)(\\d+)");

    private final Map<Integer, Long> arrived = new ConcurrentHashMap<>();
    private final HttpServer server;

    WebhookTap() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /// `System.nanoTime()` of the first arrival by target.
    Map<Integer, Long> arrived() {
        return arrived;
    }

    private void take(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        TARGET.matcher(body)
                .results()
                .forEach(found -> arrived.putIfAbsent(Integer.parseInt(found.group(1)), now));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
