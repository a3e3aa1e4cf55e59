package dev.bellwether.bed;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// `bellwether guard` as an operator runs it: a process of its own before one node, with 128 MB of
/// heap. The program has to stand on the class path of this process.
public final class GuardProgram implements AutoCloseable {
    private static final String MAIN = "dev.bellwether.server.Main";

    private final Process process;
    private final URI address;
    private final URI admin;
    private final Path data;
    private final File log;
    private final Thread leaving;

    private GuardProgram(Process process, URI address, URI admin, Path data, File log) {
        this.process = process;
        this.address = address;
        this.admin = admin;
        this.data = data;
        this.log = log;
        this.leaving = new Thread(process::destroyForcibly, "guard-leaves");
        Runtime.getRuntime().addShutdownHook(leaving);
    }

    /// Answers once it passes on what the node says.
    ///
    /// @throws IllegalStateException when it does not start, with what it said
    /// @param limit bytes that the node may have
    /// @param folder for its files
    public static GuardProgram before(URI node, long limit, Path folder) throws IOException {
        return before(node, limit, 0, folder);
    }

    /// @param probe bytes of a probe; 0 for the standard share
    public static GuardProgram before(URI node, long limit, long probe, Path folder)
            throws IOException {
        return before(
                node,
                limit,
                probe > 0 ? Map.of("BELLWETHER_GUARD_PROBE", (probe >> 20) + " MB") : Map.of(),
                Files.createTempDirectory(folder, "guard"));
    }

    /// One that may have run before, with what it kept.
    ///
    /// @param environment more of its settings
    public static GuardProgram again(
            URI node, long limit, Map<String, String> environment, Path data) throws IOException {
        return before(node, limit, environment, data);
    }

    private static GuardProgram before(
            URI node, long limit, Map<String, String> environment, Path data) throws IOException {
        int port = Ports.free();
        int admin = Ports.free();
        File log = data.resolve("log").toFile();
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-Xmx128m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED"));
        // As the launcher begins it, where the launcher has begun this process.
        Optional.ofNullable(System.getProperty("bellwether.program.cache"))
                .ifPresent(cache ->
                        words.addAll(
                                List.of(
                                        "--sun-misc-unsafe-memory-access=allow",
                                        "-XX:AOTCache=" + cache,
                                        "-Xlog:aot*=off",
                                        "-Xlog:cds*=off")));
        words.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        MAIN,
                        "guard",
                        "--upstream",
                        node.toString(),
                        "--listen",
                        "127.0.0.1:" + port,
                        "--admin",
                        "127.0.0.1:" + admin,
                        "--memory-limit",
                        (limit >> 20) + " MB"));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("BELLWETHER_DATA", data.toString());
        builder.environment().putAll(environment);
        var guard =
                new GuardProgram(
                        builder.start(),
                        URI.create("http://127.0.0.1:" + port),
                        URI.create("http://127.0.0.1:" + admin + "/status"),
                        data,
                        log);
        if (!Ports.awaitPing(guard.address, guard.process::isAlive)) {
            guard.close();
            throw new IllegalStateException(
                    "The guard did not start: " + Files.readString(log.toPath()));
        }
        return guard;
    }

    /// Where clients reach it.
    public URI address() {
        return address;
    }

    /// Of its process.
    public long pid() {
        return process.pid();
    }

    /// Whether it runs.
    public boolean isAlive() {
        return process.isAlive();
    }

    /// All that it tells of itself, as JSON.
    public String status() throws IOException, InterruptedException {
        String token = Files.readString(data.resolve("guard").resolve("token")).strip();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(admin)
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /// SIGKILL.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// What it said.
    public String log() throws IOException {
        return Files.readString(log.toPath());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(leaving);
    }
}
