package dev.bellwether.statuspage;

import dev.bellwether.model.Job;
import dev.bellwether.store.TestStore;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// Pages behind a real server on loopback.
final class Running implements AutoCloseable {
    final PublishedPages pages;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client = HttpClient.newHttpClient();
    private List<Job> jobs = List.of();

    Running(PublishedPages pages) throws Exception {
        this.pages = pages;
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Sequence(new PageHandler(pages)));
        server.start();
    }

    static Running of(TestStore test) throws Exception {
        var running =
                new Running(
                        new PublishedPages(
                                PageSettings.inMemory("https://status.acme.example"),
                                test.clock()));
        running.jobs = running.pages.jobs(test.store());
        return running;
    }

    Running with(List<Job> newJobs) {
        jobs = newJobs;
        return this;
    }

    void work(TestStore test) {
        jobs.forEach(job -> job.run(test.clock().instant()));
    }

    /// As [#work] with jobs that each stand on their own, as the server's loops run them.
    void workWithoutDatabase(TestStore test) {
        for (Job job : jobs) {
            if (job.name().equals("statuspage-publish") || job.name().equals("statuspage-age")) {
                job.run(test.clock().instant());
            }
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException {
        return send("GET", path, headers);
    }

    HttpResponse<byte[]> send(String method, String path, String... headers) throws IOException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        return send(request, headers);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, String... headers)
            throws IOException {
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// A form sent as a browser does.
    HttpResponse<byte[]> form(String path, String body, String... headers) throws IOException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(request, headers);
    }

    /// Asked under another host.
    String textOf(String host, String path) throws IOException {
        String answer = raw(host, path);
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    int statusOf(String host, String path) throws IOException {
        return Integer.parseInt(raw(host, path).substring(9, 12));
    }

    /// The JDK's client does not let one say the host.
    private String raw(String host, String path) throws IOException {
        try (var socket = new Socket("127.0.0.1", port())) {
            String request =
                    "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    String text(String path) throws IOException {
        return new String(get(path).body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.stop();
    }
}
