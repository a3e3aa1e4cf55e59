package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "Whoever runs the guard asks and switches it from the command line, on its machine and with its
/// token only." The node that it guards is away, which nothing of this minds.
class GuardFromTheCommandLineTest {
    @TempDir Path directory;

    private final Metrics metrics = new Metrics();
    private Path config;
    private GuardService service;

    @BeforeEach
    void start() throws IOException {
        config = directory.resolve("bellwether.yaml");
        Files.writeString(config, "data: " + directory.resolve("data") + "\n");
        service = service(directory.resolve("data"));
        service.start();
    }

    @AfterEach
    void stop() {
        service.close();
        metrics.close();
    }

    private GuardService service(Path data) throws IOException {
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        var settings = new HashMap<String, String>();
        settings.put("BELLWETHER_GUARD_UPSTREAM", "http://127.0.0.1:" + nobody);
        settings.put("BELLWETHER_GUARD_MEMORY_LIMIT", "1 GB");
        settings.put("BELLWETHER_GUARD_LISTEN", "127.0.0.1:0");
        settings.put("BELLWETHER_GUARD_ADMIN", "127.0.0.1:0");
        GuardConfig guard = Settings.of(Configuration.load(Optional.empty(), settings)).guard();
        return new GuardService(guard, data, metrics, InstantSource.system());
    }

    @Test
    void statusTellsOfTheNodesInWordsAndAsJson() {
        CommandLine.Ran status = run("guard", "status");
        assertThat(status.text())
                .contains("Mode FULL. 0 in flight, 0 wait")
                .contains("SILENT")
                .contains("Since its start: queries 0");
        assertThat(run("guard", "status", "--json").text())
                .contains("\"limit\" : 1073741824")
                .contains("\"reserve\" : 268435456");
    }

    @Test
    void whatIsSwitchedHoldsAtOnceAndIsMeasured() {
        assertThat(run("guard", "mode", "light").text()).contains("The guard is LIGHT.");
        assertThat(metrics.scrape("text/plain"))
                .contains("bellwether_guard_mode{mode=\"light\"} 1.0")
                .contains("bellwether_guard_mode{mode=\"full\"} 0.0")
                .contains("bellwether_guard_node_limit_bytes");
        run("guard", "block", "feature", "reports", "--for", "2h", "--why", "too heavy");
        run("guard", "drain");
        assertThat(run("guard", "status").text())
                .contains("Mode LIGHT, drained.")
                .contains("FEATURE reports (too heavy)");
        run("guard", "drain", "--end");
        run("guard", "unblock", "feature", "reports");
        assertThat(run("guard", "status").text())
                .contains("Mode LIGHT. ")
                .doesNotContain("too heavy");
    }

    @Test
    void aReleaseIsHeldApartAndTakenOut() {
        run(
                "guard",
                "quarantine",
                "release",
                "2026.5",
                "--feature",
                "reports",
                "--for",
                "2h",
                "--why",
                "too heavy");
        assertThat(run("guard", "status").text())
                .contains("In quarantine until ")
                .contains("RELEASE 2026.5 of reports (too heavy)");
        assertThat(metrics.scrape("text/plain")).contains("bellwether_guard_quarantines 1.0");
        assertThat(run("guard", "quarantine", "release", "2026.5", "--end").text())
                .contains("release 2026.5 runs with all others.");
        assertThat(run("guard", "status").text()).doesNotContain("too heavy");
        assertThat(run("guard", "quarantine", "release", " ").text())
                .contains("a quarantine needs the name of what it holds apart");
    }

    @Test
    void whatCannotBeIsRefusedWithWhatCan() {
        CommandLine.Ran mode = run("guard", "mode", "on");
        assertThat(mode.code()).isEqualTo(1);
        assertThat(mode.text()).contains("mode: 'on' is not one of off, observe, light, full");
        assertThat(run("guard", "block", "feature", "x", "--for", "90d").text())
                .contains("--for '90d' is not a duration from 1s to 30d");
        assertThat(run("guard", "block", "tenant", "x").text())
                .contains("by: 'tenant' is not one of fingerprint, feature, release");
    }

    @Test
    void theTokenIsItsOwnersAloneAndWithoutItNothingIsTold() throws IOException {
        Path token = directory.resolve("data/guard/token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        Files.writeString(token, "another");
        CommandLine.Ran status = run("guard", "status");
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.text()).contains("401").doesNotContain("SILENT");
        Files.delete(token);
        assertThat(run("guard", "status").text()).contains("the guard's token is not known");
    }

    @Test
    void withinServeItsFiguresStandAmongTheOthers() throws Exception {
        try (var socket = new ServerSocket(0)) {
            var guarded =
                    Map.of(
                            "BELLWETHER_GUARD_UPSTREAM",
                                    "http://127.0.0.1:" + socket.getLocalPort(),
                            "BELLWETHER_GUARD_MEMORY_LIMIT", "1 GB",
                            "BELLWETHER_GUARD_LISTEN", "127.0.0.1:0",
                            "BELLWETHER_GUARD_ADMIN", "127.0.0.1:0");
            socket.close();
            try (var booted = new Booted(directory.resolve("serve"), guarded)) {
                assertThat(booted.get("/metrics").body())
                        .contains("bellwether_guard_mode{mode=\"full\"} 1.0")
                        .contains("bellwether_journal_head");
            }
        }
    }

    private CommandLine.Ran run(String... words) {
        var all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--admin";
        all[words.length + 1] = "127.0.0.1:" + service.adminPort();
        return CommandLine.run(config, all);
    }
}
