package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.ProbeResult.Outcome;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// TCP, TLS and ping checks say what they found; no probe reaches a private network by default.
class OtherProbesTest {
    private static final TestCertificates GOOD =
            TestCertificates.of("dns:localhost,ip:127.0.0.1", "-10d", 100);

    @Test
    void aBannerIsExpected() throws IOException {
        try (var peer =
                TestPeer.talking((in, out) -> {
                    out.write("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    in.readAllBytes();
                })) {
            assertThat(TestProbes.run(tcp(peer.port(), "ESMTP")).outcome()).isEqualTo(Outcome.UP);
            assertThat(TestProbes.run(tcp(peer.port(), "IMAP"), Duration.ofSeconds(3)).message())
                    .isEqualTo("[EXPECT] '220 mail.example ESMTP' does not hold 'IMAP'");
        }
    }

    @Test
    void aCertificateThatLastsIsUpAndOneNearItsEndDegraded() throws IOException {
        try (var peer = TestPeer.answering(GOOD.servers(), "")) {
            assertThat(tls(peer.port(), 30, GOOD).message()).isEmpty();
            var near = tls(peer.port(), 100, GOOD);
            assertThat(near.outcome()).isEqualTo(Outcome.DEGRADED);
            assertThat(near.message())
                    .matches(
                            "\\[CERTIFICATE] (89|90) days left is below 100 \\(issuer CN=Test"
                                    + " Issuer, notAfter 20.*Z\\)");
        }
    }

    @Test
    void daysLeftAreCountedByTheGivenClock() throws IOException {
        try (var peer = TestPeer.answering(GOOD.servers(), "")) {
            Check check = TestProbes.check("c", new CheckSpec.Tls("127.0.0.1", peer.port(), 30));
            var later = InstantSource.offset(InstantSource.system(), Duration.ofDays(70));
            var answer = TestProbes.run(check, Networks.all(), GOOD.trust(), later);
            assertThat(answer.outcome()).isEqualTo(Outcome.DEGRADED);
            assertThat(answer.message())
                    .matches("\\[CERTIFICATE\\] (19|20) days left is below 30 .*");
        }
    }

    @Test
    void anExpiredCertificateIsDown() throws IOException {
        var expired = TestCertificates.of("ip:127.0.0.1", "-10d", 5);
        try (var peer = TestPeer.answering(expired.servers(), "")) {
            var answer = tls(peer.port(), 14, expired);
            assertThat(answer.outcome()).isEqualTo(Outcome.DOWN);
            assertThat(answer.message())
                    .startsWith("[TLS] a certificate of 127.0.0.1 has expired (issuer CN=Test");
        }
    }

    @Test
    void aCertificateForAnotherNameIsDown() throws IOException {
        var other = TestCertificates.of("dns:shop.example,dns:www.shop.example", "-10d", 100);
        try (var peer = TestPeer.answering(other.servers(), "")) {
            assertThat(tls(peer.port(), 14, other).message())
                    .isEqualTo(
                            "[TLS] the certificate is for shop.example, www.shop.example, not for"
                                    + " 127.0.0.1");
        }
    }

    @Test
    void aSelfSignedCertificateIsDownUnlessTheCheckIsInsecure() throws IOException {
        String ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        try (var peer = TestPeer.answering(GOOD.servers(), ok)) {
            var spec = CheckSpec.Http.get("https://127.0.0.1:" + peer.port() + "/");
            assertThat(TestProbes.run(spec).message())
                    .startsWith("[TLS] the certificate of 127.0.0.1 is self-signed (issuer");
            var trusting =
                    TestProbes.run(TestProbes.check("c", spec), Networks.all(), GOOD.trust());
            assertThat(trusting.message()).isEmpty();
            assertThat(trusting.timings().tls()).isPositive();
            var insecure =
                    new CheckSpec.Http(
                            "GET",
                            spec.url(),
                            spec.headers(),
                            "",
                            "200",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            0,
                            true);
            assertThat(TestProbes.run(insecure).outcome()).isEqualTo(Outcome.UP);
        }
    }

    @Test
    void loopbackIsNotReachedByDefaultAndNothingIsSaidOfIt() throws IOException {
        try (var peer = TestPeer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            Check check =
                    TestProbes.check("c", CheckSpec.Http.get("http://localhost:" + peer.port()));
            var refused = TestProbes.run(check, Networks.publicOnly(), Trust.ofThisJava());
            assertThat(refused.outcome()).isEqualTo(Outcome.NO_VOTE);
            assertThat(refused.message()).startsWith("[ADDRESS] 127.0.0.1 is a loopback address");
            assertThat(peer.heads()).isEmpty();
            var opened =
                    TestProbes.run(
                            check, Networks.allowing(List.of("127.0.0.0/8")), Trust.ofThisJava());
            assertThat(opened.outcome()).isEqualTo(Outcome.UP);
        }
    }

    @Test
    void aRedirectToAPrivateAddressIsNotFollowed() throws IOException {
        try (var peer =
                TestPeer.answering(
                        "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\n"
                                + "Content-Length: 0\r\n\r\n")) {
            Check check = TestProbes.check("c", CheckSpec.Http.get(peer.url()));
            var answer =
                    TestProbes.run(
                            check, Networks.allowing(List.of("127.0.0.1")), Trust.ofThisJava());
            assertThat(answer.outcome()).isEqualTo(Outcome.DOWN);
            assertThat(answer.message())
                    .contains("[REDIRECT] leads to", "169.254.169.254 is a link-local address");
        }
    }

    @Test
    void aPingAnswersOrHasNoVoteAndSaysWhy() {
        var answer = TestProbes.run(new CheckSpec.Ping("127.0.0.1"), Duration.ofSeconds(5));
        if (Watch.pingTrouble().isPresent()) {
            assertThat(answer.outcome()).isEqualTo(Outcome.NO_VOTE);
            assertThat(answer.message()).isEqualTo("[PING] " + Watch.pingTrouble().get());
        } else {
            assertThat(answer.outcome()).isEqualTo(Outcome.UP);
        }
    }

    @Test
    void theSystemsPingIsAskedWhereRawSocketsAreNot() throws Exception {
        need("ping", "on Debian: apt-get install iputils-ping");
        try (var watchdog = Executors.newSingleThreadScheduledExecutor()) {
            var here = InetAddress.getByName("127.0.0.1");
            var deadline = new Deadline(watchdog, Duration.ofSeconds(5));
            assertThat(Icmp.PING_PROGRAM.echo(here, deadline)).isTrue();
        }
    }

    private static void need(String program, String install) {
        boolean there =
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        String message = program + " is not installed; " + install;
        if (!there && "true".equals(System.getenv("CI"))) {
            fail(message);
        }
        assumeTrue(there, message);
    }

    private static CheckSpec tcp(int port, String expect) {
        return new CheckSpec.Tcp("127.0.0.1", port, Optional.of(expect));
    }

    private static Prober.Answer tls(int port, int days, TestCertificates trusted) {
        var check = TestProbes.check("c", new CheckSpec.Tls("127.0.0.1", port, days));
        return TestProbes.run(check, Networks.all(), trusted.trust());
    }
}
