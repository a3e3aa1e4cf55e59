package dev.bellwether.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The other end of a [TargetFarm].
final class Targets implements AutoCloseable {
    private final Process process;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    Targets() throws IOException {
        this("127.0.0.1");
    }

    /// Targets that are many hosts, as those of real checks are: all of 127.0.0.0/8 is this machine
    /// on Linux, and only there.
    static Targets onManyHosts() throws IOException {
        return new Targets("0.0.0.0");
    }

    private Targets(String host) throws IOException {
        this.process =
                JavaChild.command(TargetFarm.class.getName(), List.of("-Xmx128m"), List.of(host))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String line =
                new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();
        if (line == null) {
            throw new IOException("The targets did not start");
        }
        this.port = Integer.parseInt(line);
    }

    String address(int target) {
        return "http://127.0.0.1:" + port + "/t/" + target;
    }

    /// The address of a target at one of 249 hosts.
    String addressOfMany(int target) {
        return "http://127.0.0." + (2 + target % 249) + ":" + port + "/t/" + target;
    }

    void breakDown(int target) {
        get("/break/" + target);
    }

    void mend(int target) {
        get("/mend/" + target);
    }

    /// How often any target was asked since the beginning.
    long asked() {
        return Long.parseLong(get("/count"));
    }

    ProcessMeter meter() {
        return new ProcessMeter(process.pid());
    }

    private String get(String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
