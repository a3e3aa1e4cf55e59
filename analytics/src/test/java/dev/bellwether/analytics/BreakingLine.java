package dev.bellwether.analytics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/// A line to ClickHouse on which requests that insert events may be lost, delayed, or only their
/// answers lost.
final class BreakingLine implements AutoCloseable {
    enum Fault {
        NONE,
        /// The request arrives, its answer does not.
        ANSWER_LOST,
        /// The request arrives when [#deliver] says so; the sender hears nothing.
        LATE,
        /// The server says no.
        REFUSED
    }

    private record Late(URI target, byte[] body) {}

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI node;
    private final List<Late> late = new ArrayList<>();
    volatile Fault fault = Fault.NONE;

    BreakingLine(URI node) throws IOException {
        this.node = node;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        URI target = URI.create(node + exchange.getRequestURI().toString());
        boolean isInsert = String.valueOf(target.getRawQuery()).contains("INTO+bellwether_event");
        Fault now = isInsert ? fault : Fault.NONE;
        if (now == Fault.LATE) {
            synchronized (late) {
                late.add(new Late(target, body));
            }
            throw new IOException("the line breaks");
        }
        if (now == Fault.REFUSED) {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
            return;
        }
        HttpResponse<byte[]> answer = send(target, body);
        if (now == Fault.ANSWER_LOST) {
            throw new IOException("the line breaks");
        }
        exchange.sendResponseHeaders(
                answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    private HttpResponse<byte[]> send(URI target, byte[] body) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(target)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /// What was held up arrives now.
    ///
    /// @return how many requests that were
    int deliver() throws IOException {
        synchronized (late) {
            for (Late one : late) {
                send(one.target(), one.body());
            }
            int many = late.size();
            late.clear();
            return many;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
    }
}
