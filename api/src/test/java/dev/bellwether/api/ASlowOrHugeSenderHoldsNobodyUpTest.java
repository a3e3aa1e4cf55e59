package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.server.ServerConnector;

/// Whoever sends slowly, breaks off or sends too much at once is told so, and takes nothing away
/// from those who come after.
class ASlowOrHugeSenderHoldsNobodyUpTest {
    private static final int TRIES = 1_000;

    @OnEachStore
    void aBodyThatComesInPiecesIsTaken(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", "");
                var door = new Door(sending, 1_024, Duration.ofMinutes(1));
                var line = door.line()) {
            byte[] event = event(sending.key, "");
            line.head(event.length);
            for (byte one : event) {
                line.write(one);
            }
            assertThat(line.answer())
                    .startsWith("HTTP/1.1 202 ")
                    .contains("\"dedup_key\":\"disk\"");
            assertThat(sending.open()).hasSize(1);
        }
    }

    @OnEachStore
    void aBodyThatDoesNotComeIs408(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", "");
                var door = new Door(sending, 1_024, Duration.ofMillis(50));
                var line = door.line()) {
            byte[] event = event(sending.key, "");
            line.head(event.length);
            line.write(event[0]);
            assertThat(line.answer())
                    .startsWith("HTTP/1.1 408 ")
                    .containsIgnoringCase("connection: close")
                    .contains("\"invalid event\"");
            assertThat(sending.log()).isEmpty();
        }
    }

    @OnEachStore
    void moreAtOnceThanThereIsRoomForIs429AndTheRoomIsGivenBack(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", "");
                var door = new Door(sending, 8, Duration.ofMinutes(1))) {
            assertThat(door.post(event(sending.key, "y".repeat(100_000))))
                    .startsWith("HTTP/1.1 429 ")
                    .contains("Retry-After: 1\r\n")
                    .contains("throttle exceeded");
            for (int i = 0; i < 20; i++) {
                assertThat(door.post(event(sending.key, ""))).startsWith("HTTP/1.1 202 ");
            }
            assertThat(sending.open()).hasSize(1);
        }
    }

    @OnEachStore
    void whoeverBreaksOffGivesItsRoomBack(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", "");
                var door = new Door(sending, 8, Duration.ofMinutes(1))) {
            byte[] large = event(sending.key, "y".repeat(7_000));
            try (var line = door.line()) {
                line.head(large.length + 100);
                line.write(large);
            }
            int tries = 0;
            while (!door.post(large).startsWith("HTTP/1.1 202 ")) {
                assertThat(++tries).isLessThan(TRIES);
            }
            assertThat(sending.log()).hasSize(0);
            assertThat(sending.open()).hasSize(1);
        }
    }

    /// The handler with bounds of its own, on a port of its own.
    private static final class Door implements AutoCloseable {
        private final org.eclipse.jetty.server.Server web =
                new org.eclipse.jetty.server.Server(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

        Door(Sending sending, int kilobytes, Duration longest) throws Exception {
            web.setHandler(sending.server.api.events(kilobytes, longest));
            web.start();
        }

        Line line() throws IOException {
            return new Line(((ServerConnector) web.getConnectors()[0]).getLocalPort());
        }

        String post(byte[] body) throws IOException {
            try (var line = line()) {
                line.head(body.length);
                line.write(body);
                return line.answer();
            }
        }

        @Override
        public void close() throws Exception {
            web.stop();
        }
    }

    /// One connection, as bytes.
    private static final class Line implements AutoCloseable {
        private final Socket socket;
        private final OutputStream out;

        Line(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            out = socket.getOutputStream();
        }

        void head(int length) throws IOException {
            write(
                    "POST /v2/enqueue HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                            .formatted(length)
                            .getBytes(StandardCharsets.US_ASCII));
        }

        void write(byte... bytes) throws IOException {
            try {
                out.write(bytes);
                out.flush();
            } catch (IOException e) {
                // Refused before all of it came; the answer says why.
                socket.shutdownOutput();
            }
        }

        String answer() throws IOException {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static byte[] event(String key, String details) {
        return """
        {"routing_key":"%s","event_action":"trigger","dedup_key":"disk",
         "payload":{"summary":"Disk is full","severity":"critical","source":"db-3",
         "custom_details":{"more":"%s"}}}\
        """
                .formatted(key, details)
                .getBytes(StandardCharsets.UTF_8);
    }
}
