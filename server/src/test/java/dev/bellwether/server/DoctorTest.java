package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The doctor tells a server that runs from another program on its port, and an address that leads
/// somewhere from one that does not.
class DoctorTest {
    @TempDir private Path data;

    @Test
    void aServerThatRunsIsNoTrouble() throws Exception {
        try (var booted = Booted.fresh(Map.of())) {
            URI here = booted.assembly.local();
            assertThat(told(here.getPort(), "http://localhost"))
                    .contains("ok    port: 127.0.0.1:" + here.getPort() + ": Bellwether runs there")
                    .contains("ok    server.url: localhost is ");
        }
    }

    @Test
    void anotherProgramOnThePortIs() throws Exception {
        try (var other = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> hangUp(other));
            assertThat(told(other.getLocalPort(), ""))
                    .contains("wrong port: 127.0.0.1:" + other.getLocalPort())
                    .contains("another program has it")
                    .contains("note  server.url: is not set");
        }
    }

    @Test
    void anAddressThatNobodyKnowsIsTold() throws Exception {
        assertThat(told(0, "https://status.nowhere.invalid"))
                .contains("wrong server.url: the name status.nowhere.invalid is not known here");
    }

    private String told(int port, String url) throws IOException {
        Path file = data.resolve("bellwether.yaml");
        Files.writeString(
                file,
                """
                data: %s
                server:
                  host: 127.0.0.1
                  port: %d
                """
                                .formatted(data, port)
                        + (url.isEmpty() ? "" : "  url: " + url + "\n"));
        var words = new StringWriter();
        new CommandLine(new Doctor())
                .setOut(new PrintWriter(words, true))
                .execute("--config", file.toString());
        return words.toString();
    }

    private static void hangUp(ServerSocket other) {
        while (!other.isClosed()) {
            try {
                other.accept().close();
            } catch (IOException e) {
                return;
            }
        }
    }
}
