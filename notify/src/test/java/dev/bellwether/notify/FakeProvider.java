package dev.bellwether.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bellwether.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A provider on loopback that answers as its documentation says, and keeps what it was asked.
final class FakeProvider implements AutoCloseable {
    record Asked(String method, String path, Map<String, String> headers, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
        }

        Map<String, String> form() {
            var fields = new LinkedHashMap<String, String>();
            for (String field : text().split("&")) {
                int at = field.indexOf('=');
                fields.put(
                        URLDecoder.decode(field.substring(0, at), StandardCharsets.UTF_8),
                        URLDecoder.decode(field.substring(at + 1), StandardCharsets.UTF_8));
            }
            return fields;
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> json() {
            return Json.read(text(), Map.class);
        }
    }

    record Says(int status, String body, Map<String, String> headers) {
        static Says of(int status, String body) {
            return new Says(status, body, Map.of());
        }
    }

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    FakeProvider(Function<Asked, Says> answers) {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> answer(exchange, answers));
        server.start();
    }

    private void answer(HttpExchange exchange, Function<Asked, Says> answers) throws IOException {
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        var one =
                new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        headers,
                        exchange.getRequestBody().readAllBytes());
        asked.add(one);
        Says says = answers.apply(one);
        says.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] body = says.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(says.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Asked last() {
        return asked.getLast();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
