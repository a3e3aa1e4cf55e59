package dev.bellwether.bed;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A current engine (libchdb 26.7) behind a small HTTP front of our own, as a process of its own.
/// The official clients of ClickHouse work with it unchanged.
public final class ChdbNode implements AutoCloseable {
    private final Process process;
    private final URI address;
    private final Thread leaving;

    private ChdbNode(Process process, URI address) {
        this.process = process;
        this.address = address;
        this.leaving = new Thread(process::destroyForcibly, "chdb-leaves");
        Runtime.getRuntime().addShutdownHook(leaving);
    }

    /// Answers once the node answers. The first time on a machine it fetches the library, 166 MB.
    ///
    /// @param folder for its files; made when it is not there
    /// @param limit bytes that the engine may track
    /// @throws Missing when npm or the library for this machine is not there
    /// @throws IllegalStateException when it does not start, with what it said
    public static ChdbNode start(Path folder, long limit) throws IOException {
        return start(folder, limit, List.of());
    }

    /// The same, with a log that says what each query needed at its peak.
    ///
    /// @param log a file that it makes
    public static ChdbNode logging(Path folder, long limit, Path log) throws IOException {
        return start(folder, limit, List.of(log.toString()));
    }

    private static ChdbNode start(Path folder, long limit, List<String> more) throws IOException {
        Path library = ChdbPackage.library();
        Files.createDirectories(folder);
        int port = Ports.free();
        Path output = folder.resolve("out");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx1g",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ChdbMain.class.getName(),
                                library.toString(),
                                folder.resolve("data").toString(),
                                Integer.toString(port),
                                Long.toString(limit)));
        command.addAll(more);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        var node = new ChdbNode(process, URI.create("http://127.0.0.1:" + port));
        if (!Ports.awaitPing(node.address, process::isAlive)) {
            node.close();
            throw new IllegalStateException("chdb did not start: " + Files.readString(output));
        }
        return node;
    }

    /// Of its HTTP interface.
    public URI address() {
        return address;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(leaving);
    }
}
