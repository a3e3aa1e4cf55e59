package dev.bellwether.guard;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// A guard before real nodes, and clients of it that come and go.
final class Asking implements AutoCloseable {
    static final long MIB = 1 << 20;
    private static final long TWO_MINUTES = TimeUnit.MINUTES.toNanos(2);

    private final Path folder;
    private final Guard guard;
    private final List<Process> clients = new ArrayList<>();

    private Asking(Path folder, Guard guard) {
        this.folder = folder;
        this.guard = guard;
    }

    static Asking before(Path folder, Controls.Mode mode, URI... nodes) throws IOException {
        return before(folder, mode, AnswerSettings.standard(), nodes);
    }

    static Asking before(Path folder, Controls.Mode mode, AnswerSettings answers, URI... nodes)
            throws IOException {
        Files.createDirectories(folder);
        var guard =
                new Guard(
                        new GuardSettings(
                                        List.of(nodes),
                                        "127.0.0.1",
                                        0,
                                        1_000 * MIB,
                                        200 * MIB,
                                        48 * MIB,
                                        Duration.ofMinutes(2),
                                        new GuardSettings.Login("default", ""),
                                        mode,
                                        Optional.of(folder.resolve("kept")))
                                .with(answers),
                        InstantSource.system());
        guard.start();
        return new Asking(folder, guard);
    }

    List<Process> clients() {
        return clients;
    }

    Guard guard() {
        return guard;
    }

    Curl.Answer ask(String sql, String... options) throws IOException, InterruptedException {
        return at("/", sql, options);
    }

    Curl.Answer at(String path, String sql, String... options)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-d", sql));
        return Curl.get(
                folder, "http://127.0.0.1:" + guard.port() + path, all.toArray(String[]::new));
    }

    /// A client that is not waited for.
    Process begin(String sql) throws IOException {
        return begin(URI.create("http://127.0.0.1:" + guard.port()), sql);
    }

    Process begin(URI address, String sql) throws IOException {
        Process client =
                new ProcessBuilder("curl", "-sS", "-d", sql, address + "/")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("client").toFile())
                        .start();
        clients.add(client);
        return client;
    }

    /// Looks at the nodes until it is so.
    void until(String what, Callable<Boolean> isSo) throws Exception {
        long end = System.nanoTime() + TWO_MINUTES;
        while (!isSo.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within two minutes: " + what + ": " + guard.status());
            }
            guard.look();
        }
    }

    @Override
    public void close() {
        clients.forEach(Process::destroyForcibly);
        guard.close();
    }
}
