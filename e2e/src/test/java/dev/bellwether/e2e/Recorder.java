package dev.bellwether.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Stands between a sender that runs by itself and the program, hands on what it sends, and tells a
/// test of each answer, so that nothing has to be waited for by the clock.
final class Recorder implements AutoCloseable {
    record Exchange(String method, String path, String body, int status) {}

    private final Program program;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final LinkedBlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();

    Recorder(Program program) throws IOException {
        this.program = program;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handOn);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// The first that `wanted` accepts, from here on.
    Exchange await(Predicate<Exchange> wanted) throws InterruptedException {
        var seen = new ArrayList<Exchange>();
        while (true) {
            Exchange exchange = exchanges.poll(90, TimeUnit.SECONDS);
            if (exchange == null) {
                throw new AssertionError("Nothing that was waited for came; there were " + seen);
            }
            seen.add(exchange);
            if (wanted.test(exchange)) {
                return exchange;
            }
        }
    }

    private void handOn(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        var request =
                HttpRequest.newBuilder(program.at(exchange.getRequestURI().toString()))
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : List.of("Content-Type", "Authorization")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        try {
            HttpResponse<byte[]> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(
                    answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            if (answer.body().length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
            exchanges.add(
                    new Exchange(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            new String(body, java.nio.charset.StandardCharsets.UTF_8),
                            answer.statusCode()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
