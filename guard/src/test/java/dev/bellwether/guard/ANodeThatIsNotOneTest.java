package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "Where the node talks nonsense, hangs or hangs up, clients are told, nothing is made up, and nothing leaks")
class ANodeThatIsNotOneTest {
    private static final String READ = "SELECT '!'";
    private static final String WRITE = "INSERT INTO t VALUES ('!')";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/1.1 ",
                "HTTP/1.1 two hundred OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-ClickHouse-Summary: {}",
            })
    void whatIsNoAnswerIsAnErrorThatClientsKnow(String nonsense) throws Exception {
        try (OddNode node = OddNode.saying(nonsense);
                Asking asking = Asking.before(folder, Controls.Mode.FULL, node.address())) {
            for (String sql : List.of(READ, WRITE)) {
                int before = node.asked();
                Curl.Answer answer = asking.ask(sql);
                assertThat(answer.exit()).isZero();
                assertThat(answer.status()).isEqualTo("502");
                assertThat(answer.headers()).contains("x-clickhouse-exception-code: 210");
                assertThat(answer.text())
                        .startsWith("Code: 210. DB::Exception: guard: the node gave no answer: ")
                        .endsWith("(NETWORK_ERROR)\n")
                        .doesNotContain("@");
                assertThat(node.asked() - before)
                        .as("a read is tried once more, a write never")
                        .isEqualTo(sql.equals(READ) ? 2 : 1);
            }
            assertThat(asking.guard().state().running()).isEmpty();
            assertThat(asking.guard().status().running()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nfirst\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nfirst\n\r\nnonsense\r\n",
            })
    void anAnswerThatEndsEarlyBreaksOffForTheClientToo(String cut) throws Exception {
        try (OddNode node = OddNode.saying(cut);
                Asking asking = Asking.before(folder, Controls.Mode.FULL, node.address())) {
            Curl.Answer answer = asking.ask(READ);
            assertThat(answer.exit()).as("no whole answer").isNotZero();
            assertThat(answer.status()).isEqualTo("200");
            assertThat("first\n").startsWith(answer.text());
            assertThat(node.asked()).as("it was answered in part").isEqualTo(1);
            assertThat(asking.guard().state().running()).isEmpty();
        }
    }

    /// Debian's server sends none, whatever it is asked.
    @Test
    void progressIsRepeatedInHeadersAsOftenAsItCame() throws Exception {
        String head =
                """
                HTTP/1.1 200 OK\r
                X-ClickHouse-Progress: {"read_rows":"1"}\r
                X-ClickHouse-Progress: {"read_rows":"2"}\r
                Content-Type: text/plain; charset=UTF-8\r
                X-ClickHouse-Progress: {"read_rows":"3"}\r
                Content-Length: 2\r
                \r
                1
                """;
        try (OddNode node = OddNode.saying(head);
                Asking asking = Asking.before(folder, Controls.Mode.FULL, node.address())) {
            Curl.Answer answer = asking.ask(READ);
            assertThat(answer.text()).isEqualTo("1\n");
            assertThat(answer.all())
                    .filteredOn(h -> h.startsWith("x-clickhouse-progress:"))
                    .containsExactly(
                            "x-clickhouse-progress: {\"read_rows\":\"1\"}",
                            "x-clickhouse-progress: {\"read_rows\":\"2\"}",
                            "x-clickhouse-progress: {\"read_rows\":\"3\"}");
        }
    }

    /// Nobody knows whether such a node still runs the query, so its memory counts until the
    /// connection has ended.
    @Test
    void whereItHangsTheClientMayLeaveAndTheMemoryCountsUntilItEnds() throws Exception {
        try (OddNode node = OddNode.silent();
                Asking asking = Asking.before(folder, Controls.Mode.FULL, node.address())) {
            Process client = asking.begin(READ);
            asking.until("it runs", () -> node.asked() == 1);
            client.destroyForcibly().waitFor();
            asking.until(
                    "it is told to end",
                    () ->
                            asking.guard().state().running().values().stream()
                                    .allMatch(AdmissionState.Reservation::leaving));
            assertThat(asking.guard().state().running()).hasSize(1);
            node.close();
            asking.until("nothing is left", () -> asking.guard().state().running().isEmpty());
        }
    }

    /// Of one user and feature 250 may wait.
    @Test
    void aFullQueueIsSaidAsClickHouseSaysIt() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (OddNode node = OddNode.silent();
                Asking asking = Asking.before(folder, Controls.Mode.FULL, node.address())) {
            int wait = AdmissionPolicy.standard().maxWaitingOfFlow();
            for (int i = 0; asking.guard().state().waiting().size() < wait; i++) {
                if (i < wait + 20) {
                    clients.add(asks(asking.guard().port(), "SELECT " + i));
                } else {
                    asking.until(
                            "the queue is full",
                            () -> asking.guard().state().waiting().size() == wait);
                }
            }
            Curl.Answer answer = asking.ask(READ);
            assertThat(answer.status()).isEqualTo("503");
            assertThat(answer.text())
                    .isEqualTo(
                            "Code: 202. DB::Exception: guard: too many queries of this user and feature wait (TOO_MANY_SIMULTANEOUS_QUERIES)\n");
            assertThat(answer.headers())
                    .contains("x-clickhouse-exception-code: 202")
                    .anyMatch(h -> h.matches("retry-after: [1-9]\\d*"));
            assertThat(asking.guard().state().waiting()).hasSize(wait);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    /// @param read of its own: equal ones that wait share one place
    private static Socket asks(int port, String read) throws IOException {
        var client = new Socket("127.0.0.1", port);
        client.getOutputStream()
                .write(
                        "POST / HTTP/1.1\r\nHost: guard\r\nContent-Length: %d\r\n\r\n%s"
                                .formatted(read.length(), read)
                                .getBytes(StandardCharsets.US_ASCII));
        return client;
    }
}
