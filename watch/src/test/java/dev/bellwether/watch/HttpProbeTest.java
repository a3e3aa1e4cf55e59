package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.ProbeResult.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An HTTP check says what is wrong with the value that was found, and no server can harm it.
class HttpProbeTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private static String answer(String body) {
        return OK + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void aRightAnswerIsUpWithItsTimeTakenApart() throws IOException {
        try (var peer = TestPeer.answering(answer("all is well"))) {
            var answer = TestProbes.run(CheckSpec.Http.get(peer.url()));
            assertThat(answer.outcome()).isEqualTo(Outcome.UP);
            assertThat(answer.message()).isEmpty();
            var t = answer.timings();
            assertThat(t.dns()).isNotNegative();
            assertThat(t.connect()).isPositive();
            assertThat(t.tls()).isEqualTo(-1);
            assertThat(t.firstByte()).isPositive();
            assertThat(t.body()).isNotNegative();
            assertThat(t.total())
                    .isGreaterThanOrEqualTo(t.dns() + t.connect() + t.firstByte() + t.body());
        }
    }

    @Test
    void theRequestIsWhatItsAuthorWrote() throws IOException {
        try (var peer = TestPeer.answering(answer(""))) {
            var spec =
                    new CheckSpec.Http(
                            "POST",
                            peer.url() + "a/b?q=ü#part",
                            Map.of("X-Key", "secret", "host", "shop.example"),
                            "{}",
                            "200",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            0,
                            false);
            assertThat(TestProbes.run(spec).outcome()).isEqualTo(Outcome.UP);
            assertThat(peer.heads().getFirst())
                    .contains("User-Agent: Bellwether (uptime check)\r\n")
                    .startsWith("POST /a/b?q=%C3%BC HTTP/1.1\r\n")
                    .contains("X-Key: secret\r\n", "Content-Length: 2\r\n", "host: shop.example")
                    .doesNotContain("Host: 127");
        }
    }

    @Test
    void itCallsItselfAsItWasToldAndAsTheCheckSays() throws Exception {
        try (var peer = TestPeer.answering(answer(""));
                var prober =
                        new LocalProber(
                                WatchSettings.defaults()
                                        .withNetworks(Networks.all())
                                        .calledAs("Acme watch"),
                                Trust.ofThisJava(),
                                java.time.InstantSource.system())) {
            CheckSpec.Http plain = CheckSpec.Http.get(peer.url());
            CheckSpec.Http own =
                    new CheckSpec.Http(
                            plain.method(),
                            plain.url(),
                            Map.of("user-agent", "Browser"),
                            "",
                            plain.statuses(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            0,
                            false);
            for (CheckSpec.Http spec : java.util.List.of(plain, own)) {
                var answer = new java.util.concurrent.CompletableFuture<Prober.Answer>();
                prober.probe(TestProbes.check("c", spec), answer::complete);
                assertThat(answer.join().outcome()).isEqualTo(Outcome.UP);
            }
            assertThat(peer.heads().getFirst()).contains("User-Agent: Acme watch\r\n");
            assertThat(peer.heads().getLast())
                    .contains("user-agent: Browser\r\n")
                    .doesNotContain("Acme");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 Service Unavailable | 200-299 | [STATUS] 503 is not in 200-299",
                "301 Moved | 200,204 | [STATUS] 301 is not in 200,204",
                "404 Not Found | 200-299,404 | ''"
            })
    void aStatusIsHeldAgainstThoseExpected(String status, String expected, String message)
            throws IOException {
        try (var peer =
                TestPeer.answering("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")) {
            var spec = with(CheckSpec.Http.get(peer.url()), expected, null, null, null, 5);
            assertThat(TestProbes.run(spec).message()).isEqualTo(message);
        }
    }

    @Test
    void keywordsAreFoundAndMissed() throws IOException {
        try (var peer = TestPeer.answering(answer("status: broken"))) {
            var base = CheckSpec.Http.get(peer.url());
            assertThat(TestProbes.run(with(base, "200", "status", null, null, 0)).outcome())
                    .isEqualTo(Outcome.UP);
            assertThat(TestProbes.run(with(base, "200", "all well", null, null, 0)).message())
                    .isEqualTo("[KEYWORD] 'all well' is not among 14 characters");
            assertThat(TestProbes.run(with(base, "200", null, "broken", null, 0)).message())
                    .isEqualTo("[KEYWORD] 'broken' is there");
        }
    }

    @Test
    void aJsonRuleFailsWithTheValueThatWasFound() throws IOException {
        try (var peer = TestPeer.answering(answer("{\"queue\":{\"length\":120}}"))) {
            var base = CheckSpec.Http.get(peer.url());
            assertThat(
                            TestProbes.run(with(base, "200", null, null, "$.queue.length < 100", 0))
                                    .message())
                    .isEqualTo("[JSON] 120 does not satisfy $.queue.length < 100");
        }
    }

    @Test
    void chunkedAndCompressedBodiesAreRead() throws IOException {
        byte[] zipped = gzip("hello from afar".getBytes(StandardCharsets.UTF_8));
        try (var peer =
                TestPeer.writing(out -> {
                    out.write(
                            (OK + "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    for (byte b : zipped) {
                        out.write("1;name=value\r\n".getBytes(StandardCharsets.US_ASCII));
                        out.write(b);
                        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                    out.write("0\r\nTrailer: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                })) {
            var spec =
                    with(CheckSpec.Http.get(peer.url()), "200", "hello from afar", null, null, 0);
            assertThat(TestProbes.run(spec).message()).isEmpty();
        }
    }

    @Test
    void interimAnswersArePassedOver() throws IOException {
        try (var peer =
                TestPeer.answering("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + answer("x"))) {
            assertThat(TestProbes.run(CheckSpec.Http.get(peer.url())).outcome())
                    .isEqualTo(Outcome.UP);
        }
    }

    @Test
    void slowIsDegradedWithBothTimes() throws IOException {
        try (var peer = TestPeer.answering(answer("x"))) {
            var check =
                    TestProbes.within(
                            TestProbes.check("c", CheckSpec.Http.get(peer.url())),
                            Duration.ofSeconds(10),
                            Optional.of(Duration.ofNanos(1)));
            var answer = TestProbes.run(check, Networks.all(), Trust.ofThisJava());
            assertThat(answer.outcome()).isEqualTo(Outcome.DEGRADED);
            assertThat(answer.message()).matches("\\[LATENCY] \\d+ ms is above 0 ms");
        }
    }

    @Test
    void redirectsAreFollowedToTheirEnd() throws IOException {
        try (var end = TestPeer.answering(answer("arrived"));
                var start =
                        TestPeer.answering(
                                "HTTP/1.1 302 Found\r\nLocation: "
                                        + end.url()
                                        + "x\r\nContent-Length: 0\r\n\r\n")) {
            var spec =
                    new CheckSpec.Http(
                            "GET",
                            start.url(),
                            Map.of("Authorization", "Bearer secret"),
                            "",
                            "200",
                            Optional.of("arrived"),
                            Optional.empty(),
                            Optional.empty(),
                            5,
                            false);
            assertThat(TestProbes.run(spec).message()).isEmpty();
            assertThat(start.heads().getFirst()).contains("secret");
            assertThat(end.heads().getFirst()).startsWith("GET /x ").doesNotContain("secret");
        }
    }

    @Test
    void redirectsInCirclesEnd() throws IOException {
        try (var peer =
                TestPeer.answering(
                        "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(TestProbes.run(CheckSpec.Http.get(peer.url())).message())
                    .isEqualTo("[REDIRECT] goes in circles at " + peer.url());
        }
    }

    @Test
    void redirectsWithoutEndEnd() throws IOException {
        var hop = new java.util.concurrent.atomic.AtomicInteger();
        try (var peer =
                TestPeer.writing(out ->
                        out.write(
                                ("HTTP/1.1 302 Found\r\nLocation: /"
                                                + hop.incrementAndGet()
                                                + "\r\nContent-Length: 0\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(TestProbes.run(CheckSpec.Http.get(peer.url())).message())
                    .isEqualTo("[REDIRECT] more than 5 redirects");
            assertThat(hop.get()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not http at all\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 302 Found\r\nLocation: javascript:alert(1)\r\nContent-Length: 0\r\n\r\n",
                ""
            })
    void whatIsNoHttpIsDownAndSaysWhy(String bytes) throws IOException {
        try (var peer = TestPeer.answering(bytes)) {
            var answer = TestProbes.run(CheckSpec.Http.get(peer.url()));
            assertThat(answer.outcome()).isEqualTo(Outcome.DOWN);
            assertThat(answer.message()).matches("\\[(HTTP|BODY|REDIRECT)] .+");
        }
    }

    @Test
    void headersWithoutEndAreCutOff() throws IOException {
        try (var peer =
                TestPeer.writing(out -> {
                    out.write(OK.getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        out.write("X-A: 0123456789\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                })) {
            assertThat(TestProbes.run(CheckSpec.Http.get(peer.url())).message())
                    .startsWith("[HTTP] ");
        }
    }

    @Test
    void aBodyOfAGigabyteCostsAMegabyte() throws IOException {
        try (var peer =
                TestPeer.writing(out -> {
                    out.write(
                            (OK + "Content-Length: 1073741824\r\n\r\nfirst words")
                                    .getBytes(StandardCharsets.US_ASCII));
                    byte[] block = new byte[65_536];
                    for (int i = 0; i < 16_384; i++) {
                        out.write(block);
                    }
                })) {
            var spec = with(CheckSpec.Http.get(peer.url()), "200", "first words", null, null, 0);
            assertThat(TestProbes.run(spec).outcome()).isEqualTo(Outcome.UP);
            var json = with(CheckSpec.Http.get(peer.url()), "200", null, null, "$.a", 0);
            assertThat(TestProbes.run(json).message()).isEqualTo("[JSON] the body is over 1 MB");
        }
    }

    @Test
    void aBombOfZerosCostsAMegabyte() throws IOException {
        byte[] bomb = gzip(new byte[200 << 20]);
        try (var peer =
                TestPeer.writing(out -> {
                    out.write(
                            (OK
                                            + "Content-Encoding: gzip\r\nContent-Length: "
                                            + bomb.length
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    out.write(bomb);
                })) {
            var spec = with(CheckSpec.Http.get(peer.url()), "200", "needle", null, null, 0);
            assertThat(TestProbes.run(spec).message())
                    .isEqualTo(
                            "[KEYWORD] 'needle' is not among 1048576 characters in the first 1 MB");
        }
    }

    @Test
    void aServerThatSpeaksOneByteAtATimeIsLeftWhenTimeIsUp() throws IOException {
        try (var peer =
                TestPeer.writing(out -> {
                    out.write((OK + "X: ").getBytes(StandardCharsets.US_ASCII));
                    var pause = new java.util.concurrent.locks.ReentrantLock();
                    while (true) {
                        out.write('a');
                        out.flush();
                        pause.lock();
                        try {
                            pause.newCondition().awaitNanos(20_000_000);
                        } catch (InterruptedException e) {
                            return;
                        } finally {
                            pause.unlock();
                        }
                    }
                })) {
            var answer = TestProbes.run(CheckSpec.Http.get(peer.url()), Duration.ofMillis(300));
            assertThat(answer.outcome()).isEqualTo(Outcome.DOWN);
            assertThat(answer.message()).isEqualTo("[TIMEOUT] no whole answer within 300 ms");
        }
    }

    @Test
    void aServerThatTakesTheConnectionAndSaysNothingIsLeftWhenTimeIsUp() throws IOException {
        try (var peer = TestPeer.talking((in, out) -> in.transferTo(out))) {
            var spec = CheckSpec.Http.get("https://127.0.0.1:" + peer.port() + "/");
            var silent = TestPeer.talking((in, out) -> in.readAllBytes());
            try (silent) {
                var answer =
                        TestProbes.run(
                                CheckSpec.Http.get("https://127.0.0.1:" + silent.port() + "/"),
                                Duration.ofMillis(300));
                assertThat(answer.outcome()).isEqualTo(Outcome.DOWN);
                assertThat(answer.message()).contains("300 ms");
            }
            assertThat(TestProbes.run(spec).outcome()).isEqualTo(Outcome.DOWN);
        }
    }

    @Test
    void aClosedPortIsDown() throws IOException {
        // Bound, so that nobody else gets it, and not listening.
        try (var held = new java.net.Socket()) {
            held.bind(new java.net.InetSocketAddress("127.0.0.1", 0));
            int port = held.getLocalPort();
            assertThat(TestProbes.run(CheckSpec.Http.get("http://127.0.0.1:" + port)).message())
                    .isEqualTo("[CONNECT] 127.0.0.1:" + port + " refused the connection");
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }

    private static CheckSpec.Http with(
            CheckSpec.Http base,
            String statuses,
            String keyword,
            String absent,
            String json,
            int redirects) {
        return new CheckSpec.Http(
                base.method(),
                base.url(),
                base.headers(),
                base.body(),
                statuses,
                Optional.ofNullable(keyword),
                Optional.ofNullable(absent),
                Optional.ofNullable(json),
                redirects,
                base.insecure());
    }
}
