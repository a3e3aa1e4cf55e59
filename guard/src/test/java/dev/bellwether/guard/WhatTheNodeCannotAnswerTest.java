package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What the node cannot answer, its clients are told in words that they know")
class WhatTheNodeCannotAnswerTest {
    @TempDir Path folder;

    @Test
    void whoeverWaitedTooLongIsToldWhenToComeBack() throws IOException, InterruptedException {
        Curl.Answer answer = ask(1, Duration.ZERO);
        assertThat(answer.exit()).isZero();
        assertThat(answer.status()).isEqualTo("503");
        assertThat(answer.text())
                .isEqualTo("Code: 210. DB::Exception: guard: no node answers (NETWORK_ERROR)\n");
        assertThat(answer.headers()).contains("x-clickhouse-exception-code: 210", "retry-after: 1");
    }

    @Test
    void aNodeThatIsAway() throws IOException, InterruptedException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Curl.Answer answer = ask(port, Duration.ofMillis(600));
        assertThat(answer.exit()).isZero();
        assertThat(answer.status()).as("it waited for the node, not for ever").isEqualTo("503");
        assertThat(answer.text()).startsWith("Code: 210. DB::Exception: guard: no node answers");
    }

    @Test
    void anAnswerThatBreaksOffIsNotEndedAsIfItWereWhole() throws IOException, InterruptedException {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> breakOff(socket));
            Curl.Answer answer = ask(socket.getLocalPort(), Duration.ofSeconds(30));
            assertThat(answer.exit()).as("curl: a partial file").isEqualTo(18);
            assertThat(answer.status()).isEqualTo("200");
            assertThat(answer.text()).isEqualTo("first\n");
        }
    }

    /// Breaks off in mid-answer, and knows nothing of what the guard asks for itself.
    private static void breakOff(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept();
                    OutputStream out = client.getOutputStream()) {
                byte[] buffer = new byte[10_000];
                String read = "";
                while (!read.endsWith("SELECT 1") && !read.endsWith("FORMAT TabSeparated\n")) {
                    int count = client.getInputStream().read(buffer);
                    read += new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                }
                String head =
                        read.endsWith("SELECT 1")
                                ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nfirst\n\r\n"
                                : "HTTP/1.1 404 Not Found\r\nConnection: close\r\n"
                                        + "Content-Length: 0\r\n\r\n";
                out.write(head.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                return;
            }
        }
    }

    private Curl.Answer ask(int node, Duration patience) throws IOException, InterruptedException {
        var settings =
                new GuardSettings(
                        URI.create("http://127.0.0.1:" + node),
                        "127.0.0.1",
                        0,
                        1L << 30,
                        1L << 28,
                        1L << 25,
                        patience);
        try (var guard = new Guard(settings, InstantSource.system())) {
            guard.start();
            Curl.Answer answer =
                    Curl.get(folder, "http://127.0.0.1:" + guard.port() + "/", "-d", "SELECT 1");
            assertThat(guard.state().running()).isEmpty();
            return answer;
        }
    }
}
