package dev.bellwether.bed;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Debian's `clickhouse-server` on ports and in a folder of its own, held to its memory, and
/// started again whenever it dies, as a service manager would. Safe for several threads.
public final class DebianNode implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/clickhouse-server");
    private static final long LOOK_MILLIS = 20;
    private static final long REST_MILLIS = 100;

    private final MemoryGroup group;
    private final List<String> command;
    private final Path output;
    private final URI address;
    private final Thread supervisor;
    private final Thread leaving = new Thread(this::kill, "node-leaves");
    private volatile Process process;
    private volatile boolean isClosing;
    private volatile long resident;
    private final AtomicInteger restarts = new AtomicInteger();

    private DebianNode(MemoryGroup group, List<String> command, Path output, URI address)
            throws IOException {
        this.group = group;
        this.command = command;
        this.output = output;
        this.address = address;
        this.process = begin();
        this.supervisor =
                Thread.ofPlatform().name("node-supervisor").daemon().unstarted(this::keep);
    }

    /// Answers once the node answers.
    ///
    /// @param folder for its files; made when it is not there
    /// @throws Missing when Debian's package is not installed
    /// @throws IllegalStateException when it does not start, with what it said
    public static DebianNode start(Path folder, NodeSettings settings) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new Missing(PROGRAM.toString(), "apt-get install clickhouse-server");
        }
        int port = Ports.free();
        Path config = DebianConfig.write(folder, settings.profile(), port, Ports.free());
        MemoryGroup group = MemoryGroup.of(settings.limit());
        var node =
                new DebianNode(
                        group,
                        group.inside(List.of(PROGRAM.toString(), "--config-file=" + config)),
                        folder.resolve("out"),
                        URI.create("http://127.0.0.1:" + port));
        Runtime.getRuntime().addShutdownHook(node.leaving);
        if (!Ports.awaitPing(node.address, node.process::isAlive)) {
            node.isClosing = true;
            node.kill();
            group.close();
            throw new IllegalStateException(
                    "clickhouse-server did not start: " + Files.readString(node.output));
        }
        node.supervisor.start();
        return node;
    }

    /// Of its HTTP interface; the same over all restarts.
    public URI address() {
        return address;
    }

    /// How often the kernel killed it for its memory.
    public long oomKills() {
        return group.kills();
    }

    /// How often it was started again, for whatever reason.
    public int restarts() {
        return restarts.get();
    }

    /// Bytes that its process holds, as of a few milliseconds ago.
    public long resident() {
        return resident;
    }

    /// Who keeps its limit, in words.
    public String limitWords() {
        return group.words();
    }

    /// SIGKILL. It will be started again.
    public void kill() {
        process.destroyForcibly();
    }

    private Process begin() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    private void keep() {
        while (!isClosing) {
            try {
                boolean hasDied = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                resident = hasDied ? 0 : group.resident(process.pid());
                if (hasDied && !isClosing) {
                    Pause.millis(REST_MILLIS);
                    process = begin();
                    restarts.incrementAndGet();
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                throw new IllegalStateException("clickhouse-server cannot be started again", e);
            }
        }
    }

    @Override
    public void close() {
        isClosing = true;
        try {
            supervisor.join();
            kill();
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        group.close();
        Runtime.getRuntime().removeShutdownHook(leaving);
    }
}
