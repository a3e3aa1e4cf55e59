package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A run that others wait for may fail, or lose its client, and harms nobody")
class ALeaderThatFailsHarmsNobodyTest {
    private static final String READ = "SELECT '!'";
    private static final String GOOD =
            "HTTP/1.1 200 OK\r\nX-ClickHouse-Progress: {\"read_rows\":\"1\"}\r\n"
                    + "X-ClickHouse-Progress: {\"read_rows\":\"2\"}\r\n"
                    + "Content-Length: 2\r\n\r\n1\n";

    @TempDir Path folder;

    private final CountDownLatch first = new CountDownLatch(1);
    private final AtomicInteger came = new AtomicInteger();

    /// The first query gets this once it may; all others get a good answer.
    private OddNode node(String answer) throws IOException {
        return new OddNode(client -> {
            boolean isFirst = came.incrementAndGet() == 1;
            if (isFirst) {
                await();
            }
            write(client, isFirst ? answer : GOOD);
        });
    }

    /// The node ends its connections, and says so: else the next request is sent into the end.
    private static void write(Socket client, String answer) throws IOException {
        String closing = answer.replaceFirst("\r\n", "\r\nConnection: close\r\n");
        client.getOutputStream().write(closing.getBytes(StandardCharsets.US_ASCII));
    }

    private void await() {
        try {
            assertThat(first.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Asking before(OddNode node, AnswerSettings.Share share) throws IOException {
        return Asking.before(
                folder,
                Controls.Mode.FULL,
                new AnswerSettings(share, Duration.ZERO, Asking.MIB),
                node.address());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nfirst\n\r\nnonsense\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n1\nDB::Exception\n",
                "HTTP/1.1 500 No\r\nX-ClickHouse-Exception-Code: 1\r\nContent-Length: 8\r\n\r\nCode: 1.",
                "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n",
            })
    void thoseWhoWaitGoTheirOwnWay(String bad) throws Exception {
        try (OddNode node = node(bad);
                Asking asking = before(node, AnswerSettings.Share.RUNNING)) {
            Socket leader = ask(asking.guard().port());
            asking.until("it runs", () -> node.asked() == 1);
            List<Socket> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                others.add(ask(asking.guard().port()));
            }
            asking.until("they wait", () -> asking.guard().followers() == 3);
            first.countDown();
            for (Socket one : others) {
                assertThat(read(one)).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n1\n");
            }
            assertThat(read(leader)).doesNotContain("\r\n\r\n1\nHTTP");
            assertThat(node.asked()).isEqualTo(4);
            assertThat(asking.guard().status().counts().shared()).isZero();
            asking.until("nothing is left", () -> asking.guard().state().running().isEmpty());
        }
    }

    /// Whoever is gone is noticed within a look. The other, who came after the leader had gone, has
    /// its first look after the leader's next.
    @Test
    void aLeaderWhoseClientLeavesRunsOnForThoseWhoWait() throws Exception {
        OddNode.How late =
                client -> {
                    await();
                    write(client, GOOD);
                };
        try (OddNode node = new OddNode(late);
                Asking asking = before(node, AnswerSettings.Share.RUNNING)) {
            Socket leader = ask(asking.guard().port());
            asking.until("it runs", () -> node.asked() == 1);
            Socket follower = ask(asking.guard().port());
            asking.until("one waits", () -> asking.guard().followers() == 1);
            leader.close();
            var other = new Socket("127.0.0.1", asking.guard().port());
            send(other, "SELECT '!', 2");
            asking.until("it runs too", () -> node.asked() == 2);
            other.close();
            asking.until("the other is told to end", () -> leaving(asking) == 1);
            assertThat(asking.guard().state().running()).hasSize(2);
            first.countDown();
            assertThat(read(follower)).endsWith("\r\n\r\n1\n").contains("X-Bellwether-Shared: ");
            assertThat(node.asked()).isEqualTo(2);
            asking.until("nothing is left", () -> asking.guard().state().running().isEmpty());
        }
    }

    private static long leaving(Asking asking) {
        return asking.guard().state().running().values().stream()
                .filter(AdmissionState.Reservation::leaving)
                .count();
    }

    @Test
    void whenAllWhoWaitedHaveLeftTooItIsToldToEnd() throws Exception {
        try (OddNode node = OddNode.silent();
                Asking asking = before(node, AnswerSettings.Share.RUNNING)) {
            Socket leader = ask(asking.guard().port());
            asking.until("it runs", () -> node.asked() == 1);
            Socket follower = ask(asking.guard().port());
            asking.until("one waits", () -> asking.guard().followers() == 1);
            leader.close();
            follower.close();
            asking.until(
                    "it is told to end",
                    () -> asking.guard().followers() == 0 && leaving(asking) == 1);
            node.close();
            asking.until("nothing is left", () -> asking.guard().state().running().isEmpty());
        }
    }

    @Test
    void aLeaderWhoseClientTakesNothingHoldsNobodyUp() throws Exception {
        String body = "x".repeat(12 << 20);
        String large = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(12 << 20, body);
        try (OddNode node = node(large);
                Asking asking =
                        Asking.before(
                                folder,
                                Controls.Mode.FULL,
                                new AnswerSettings(
                                        AnswerSettings.Share.RUNNING,
                                        Duration.ZERO,
                                        160 * Asking.MIB),
                                node.address())) {
            try (Socket leader = ask(asking.guard().port())) {
                asking.until("it runs", () -> node.asked() == 1);
                Socket follower = ask(asking.guard().port());
                asking.until("one waits", () -> asking.guard().followers() == 1);
                first.countDown();
                assertThat(read(follower)).endsWith("1\n").doesNotContain("X-Bellwether-Shared");
                assertThat(node.asked()).isEqualTo(2);
                assertThat(leader.isClosed()).isFalse();
            }
            asking.until("nothing is left", () -> asking.guard().state().running().isEmpty());
        }
    }

    @Test
    void headersOfProgressAreThoseOfTheRun() throws Exception {
        try (OddNode node = node(GOOD);
                Asking asking = before(node, AnswerSettings.Share.RUNNING)) {
            Socket leader = ask(asking.guard().port());
            asking.until("it runs", () -> node.asked() == 1);
            Socket follower = ask(asking.guard().port());
            asking.until("one waits", () -> asking.guard().followers() == 1);
            first.countDown();
            assertThat(lines(read(follower))).isEqualTo(lines(read(leader))).hasSize(3);
        }
    }

    private static List<String> lines(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith("X-ClickHouse-Progress") || line.equals("1"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OFF", "OBSERVE"})
    void whereTheGuardOnlyWatchesNothingIsShared(Controls.Mode mode) throws Exception {
        try (OddNode node = node(GOOD);
                Asking asking = before(node, AnswerSettings.Share.RUNNING)) {
            asking.guard().mode(mode);
            Socket one = ask(asking.guard().port());
            asking.until("it runs", () -> node.asked() == 1);
            Socket other = ask(asking.guard().port());
            asking.until("both run", () -> node.asked() == 2);
            first.countDown();
            assertThat(read(one)).endsWith("1\n");
            assertThat(read(other)).endsWith("1\n").doesNotContain("X-Bellwether-Shared");
        }
    }

    @Test
    void whatRunsIsNotJoinedUnlessThatIsSet() throws Exception {
        try (OddNode node = node(GOOD);
                Asking asking = before(node, AnswerSettings.Share.QUEUED)) {
            Socket one = ask(asking.guard().port());
            asking.until("it runs", () -> node.asked() == 1);
            assertThat(read(ask(asking.guard().port())))
                    .as("it may have written something since the other began")
                    .endsWith("1\n")
                    .doesNotContain("X-Bellwether-Shared");
            first.countDown();
            assertThat(read(one)).endsWith("1\n");
        }
    }

    private static Socket ask(int port) throws IOException {
        var client = new Socket("127.0.0.1", port);
        send(client, READ);
        return client;
    }

    private static void send(Socket client, String sql) throws IOException {
        client.getOutputStream()
                .write(
                        "POST / HTTP/1.1\r\nHost: guard\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                                .formatted(sql.length(), sql)
                                .getBytes(StandardCharsets.US_ASCII));
    }

    /// All that comes, until the connection ends or breaks.
    private static String read(Socket client) throws IOException {
        client.setSoTimeout(120_000);
        var answer = new StringBuilder();
        byte[] buffer = new byte[10_000];
        try (client) {
            int count;
            while ((count = client.getInputStream().read(buffer)) >= 0) {
                answer.append(new String(buffer, 0, count, StandardCharsets.US_ASCII));
            }
        } catch (SocketException e) {
            answer.append("(broken)");
        }
        return answer.toString();
    }
}
