package dev.bellwether.e2e;

import dev.bellwether.store.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Bellwether as an operator runs it: a process of its own, on a free port, with its data in a new
/// folder.
final class Program implements AutoCloseable {
    private static final String END = "\0";

    /// A give-up and not a measure: a program that ends is told at once.
    private static final int PATIENCE_MINUTES = 5;

    private final Process process;
    private final int port;
    private final Path data;
    private final LinkedBlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private Program(Process process, int port, Path data) {
        this.process = process;
        this.port = port;
        this.data = data;
        Thread.ofVirtual().start(this::readOutput);
    }

    /// @param environment settings such as `BELLWETHER_WATCH_ALLOW_PRIVATE`
    static Program serve(Path data, Map<String, String> environment) throws IOException {
        return run("serve", data, environment);
    }

    /// The simulated world.
    static Program demo(Path data) throws IOException {
        return run("demo", data, Map.of());
    }

    /// A place of `server`.
    static Program probe(Program server, String token) throws IOException {
        return run(
                List.of("probe", "--server", server.at("/").toString()),
                newFolder(),
                Map.of("BELLWETHER_PLACE_TOKEN", token),
                server.port);
    }

    private static Program run(String command, Path data, Map<String, String> environment)
            throws IOException {
        int port = Ports.free();
        List<String> words =
                command.equals("demo")
                        ? List.of(command, "--port", Integer.toString(port))
                        : List.of(command);
        return run(words, data, environment, port);
    }

    private static Program run(
            List<String> arguments, Path data, Map<String, String> environment, int port)
            throws IOException {
        var builder =
                new ProcessBuilder(Launch.command(arguments))
                        .redirectErrorStream(true)
                        .directory(data.toFile());
        if (arguments.getFirst().equals("serve")) {
            builder.environment().put("BELLWETHER_SERVER_PORT", Integer.toString(port));
            builder.environment().put("BELLWETHER_DATA", data.toString());
            builder.environment().put("BELLWETHER_SERVER_URL", "http://127.0.0.1:" + port);
        }
        builder.environment().putAll(environment);
        return new Program(builder.start(), port, data);
    }

    static Path newFolder() throws IOException {
        return Files.createTempDirectory("bellwether-e2e");
    }

    /// The first line of output, from here on, that `wanted` accepts.
    String awaitLine(Predicate<String> wanted) throws InterruptedException {
        var seen = new ArrayList<String>();
        while (true) {
            String line = output.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (line == null || line.equals(END)) {
                throw new AssertionError(
                        "The program did not say what was waited for; it said:\n"
                                + String.join("\n", seen));
            }
            seen.add(line);
            if (wanted.test(line)) {
                return line;
            }
        }
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Path data() {
        return data;
    }

    HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(at(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// Returns once the log says that the page tells its visitors all of `words`.
    void awaitPage(String... words) throws InterruptedException {
        awaitLine(line -> line.contains("Page '") && Stream.of(words).allMatch(line::contains));
    }

    /// SIGKILL.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private void readOutput() {
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException e) {
            output.add(e.toString());
        }
        output.add(END);
    }
}
