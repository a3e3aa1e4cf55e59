package dev.bellwether.e2e;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.bellwether.store.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// PostgreSQL as Debian packs it, on a port and in a folder of its own. It refuses to run as root;
/// there it is the user `postgres`, whom the package makes. Its folder is in `/tmp` itself, for the
/// folder that tests are given is its owner's alone.
final class DebianPostgres implements AutoCloseable {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final String PASSWORD = "a password, and not a short one";

    private final Path programs;
    private final Path folder;
    private final int port;

    private DebianPostgres(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    static DebianPostgres start() throws IOException, InterruptedException {
        var postgres =
                new DebianPostgres(
                        programs(),
                        Files.createTempDirectory(Path.of("/tmp"), "bellwether-pg"),
                        Ports.free());
        Path password = Files.writeString(postgres.folder.resolve("password"), PASSWORD);
        if (isRoot()) {
            var owner =
                    postgres.folder
                            .getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName("postgres");
            Files.setOwner(password, owner);
            Files.setOwner(postgres.folder, owner);
        }
        postgres.run(
                "initdb",
                "--username=bellwether",
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--no-sync");
        postgres.run(
                "pg_ctl",
                "start",
                "--wait",
                "--log=" + postgres.folder.resolve("log"),
                "--options=-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
                        .formatted(postgres.port));
        return postgres;
    }

    /// Settings of a node that keeps everything here.
    Map<String, String> settings() {
        return Map.of(
                "BELLWETHER_STORE_URL",
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port),
                "BELLWETHER_STORE_USER",
                "bellwether",
                "BELLWETHER_STORE_PASSWORD",
                PASSWORD);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("pg_ctl", "stop", "--mode=immediate");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        var words = new ArrayList<String>();
        if (isRoot()) {
            words.addAll(List.of("/usr/sbin/runuser", "-u", "postgres", "--"));
        }
        words.add(programs.resolve(program).toString());
        words.add("--pgdata=" + folder.resolve("data"));
        words.addAll(List.of(arguments));
        // What it starts keeps a pipe open, so a file takes the words.
        Path said = Files.createTempFile("bellwether-pg", ".out");
        Process process =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException(program + " failed: " + Files.readString(said));
        }
        Files.delete(said);
    }

    /// Of the newest version that is installed.
    private static Path programs() throws IOException {
        try (Stream<Path> versions =
                Files.isDirectory(VERSIONS) ? Files.list(VERSIONS) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(
                            Comparator.comparing(bin ->
                                    Integer.parseInt(bin.getParent().getFileName().toString())))
                    .orElseGet(() -> {
                        String message =
                                "PostgreSQL is not installed; on Debian: apt-get install postgresql";
                        return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
                    });
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
