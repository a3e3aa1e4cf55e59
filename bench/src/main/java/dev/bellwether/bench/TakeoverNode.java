package dev.bellwether.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One node: the whole program in a process of its own, as `./bellwether serve` runs it.
final class TakeoverNode implements AutoCloseable {
    private final String name;
    private final Path directory;
    private final Map<String, String> environment;
    private Process process;

    TakeoverNode(String name, Path directory, Map<String, String> environment) throws IOException {
        this.name = name;
        this.directory = directory;
        this.environment = environment;
        this.process = begin();
    }

    private Process begin() throws IOException {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx384m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.bellwether.server.Main",
                        "serve");
        builder.environment().putAll(environment);
        builder.environment().put("BELLWETHER_DATA", directory.toString());
        builder.environment().put("BELLWETHER_SERVER_NODE_NAME", name);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private Path log() {
        return directory.resolve("log.txt");
    }

    String name() {
        return name;
    }

    /// SIGKILL; it is gone when this returns.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void restart() throws IOException {
        process = begin();
    }

    /// The last lines it said.
    String said() throws IOException {
        List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
