package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Status;
import dev.bellwether.store.MovableClock;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A page that lies, hangs, redirects in circles, nests without end or sends 1 GB costs one
/// UNKNOWN, with a reason, the last known state and its age. It never makes the provider down.
class HostilePagesTest {
    private static final OrganizationId ACME = new OrganizationId("acme");

    /// Short for those who hang, long enough for all that is to end by itself on a slow machine.
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final long GIGABYTE = 1L << 30;

    private final TestStore test = TestStores.sqlite();
    private final LoopbackPages pages = new LoopbackPages();
    private final MovableClock clock = test.clock();
    private Providers providers;
    private Provider own;

    @BeforeEach
    void aProviderThatWasWell() throws Exception {
        var settings =
                new ProviderSettings(
                        ProviderSettings.Poll.FOLLOWED,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(15),
                        8,
                        DEADLINE,
                        5 << 20,
                        "Bellwether/test (+https://example.com)");
        providers = new Providers(test.store(), settings, Networks.all(), clock);
        own =
                providers.save(
                        ACME,
                        Optional.empty(),
                        new ProviderDraft("Payroll", pages.url(), "payroll.example", "hr"));
        Follow.check(test.store(), ACME, own.id());
        pages.answer = LoopbackPages.json(Payloads.well("Payroll"));
        // The first run spreads the first requests over one interval.
        poll();
        clock.move(Duration.ofSeconds(60));
        poll();
        assertThat(state().status()).isEqualTo(Status.OPERATIONAL);
        clock.move(Duration.ofSeconds(60));
    }

    @AfterEach
    void close() {
        providers.close();
        pages.close();
        test.close();
    }

    private void poll() throws InterruptedException {
        providers.jobs().getFirst().run(clock.instant());
        providers.polling().awaitIdle();
    }

    private ProviderState state() {
        return providers.state(ACME, own.id()).orElseThrow();
    }

    /// Polls the hostile page, then the page as it was.
    private void costsOneUnknown(String reason) throws InterruptedException {
        poll();
        ProviderState state = state();
        assertThat(state.status()).isEqualTo(Status.UNKNOWN);
        assertThat(state.reason()).containsIgnoringCase(reason);
        assertThat(state.lastKnown()).isEqualTo(Status.OPERATIONAL);
        assertThat(state.contact()).contains(clock.instant().minusSeconds(60));
        var view = providers.state(own.id(), Optional.empty()).orElseThrow();
        assertThat(view.status()).isEqualTo(Status.UNKNOWN);
        assertThat(view.age()).isEqualTo(Duration.ofSeconds(60));
        assertThat(providers.inTrouble(ACME, 10)).isEmpty();

        pages.answer = LoopbackPages.json(Payloads.well("Payroll"));
        clock.move(Duration.ofMinutes(5));
        poll();
        assertThat(state().status()).isEqualTo(Status.OPERATIONAL);
        assertThat(state().reason()).isEmpty();
    }

    @Test
    void oneGigabyte() throws Exception {
        var sent = new AtomicLong();
        var gone = new CountDownLatch(1);
        pages.answer =
                (request, out) -> {
                    try {
                        LoopbackPages.head(out, 200, "application/json", "");
                        pour(out, sent);
                    } finally {
                        gone.countDown();
                    }
                };
        costsOneUnknown("larger than 5120 KB");
        gone.await();
        assertThat(sent.get()).isLessThan(64L << 20);
    }

    @Test
    void oneGigabyteAnnounced() throws Exception {
        pages.answer =
                (request, out) -> {
                    LoopbackPages.head(
                            out, 200, "application/json", "Content-Length: " + GIGABYTE + "\r\n");
                    pour(out, new AtomicLong());
                };
        costsOneUnknown("larger than 5120 KB");
    }

    private static void pour(OutputStream out, AtomicLong sent) throws Exception {
        var block = " ".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
        while (sent.get() < GIGABYTE) {
            out.write(block);
            sent.addAndGet(block.length);
        }
    }

    @Test
    void oneGigabyteInOneMegabyte() throws Exception {
        var bomb = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bomb)) {
            pour(zip, new AtomicLong());
        }
        assertThat(bomb.size()).isLessThan(2 << 20);
        pages.answer =
                (request, out) -> {
                    assertThat(request.header("Accept-Encoding")).contains("gzip");
                    LoopbackPages.head(
                            out,
                            200,
                            "application/json",
                            "Content-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n");
                    out.write(bomb.toByteArray());
                };
        costsOneUnknown("larger than 5120 KB");
    }

    @Test
    void anHonestCompressedPageIsRead() throws Exception {
        var zipped = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(zipped)) {
            zip.write(Payloads.outage("Payroll").getBytes(StandardCharsets.UTF_8));
        }
        pages.answer =
                (request, out) -> {
                    LoopbackPages.head(out, 200, "application/json", "Content-Encoding: gzip\r\n");
                    out.write(zipped.toByteArray());
                };
        poll();
        assertThat(state().status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(state().updates()).hasSize(3);
    }

    @Test
    void nestingWithoutEnd() throws Exception {
        pages.answer = LoopbackPages.json("{\"page\":" + "[".repeat(2_000_000));
        costsOneUnknown("nested deeper");
    }

    @Test
    void millionsOfTinyValues() throws Exception {
        pages.answer =
                LoopbackPages.json(
                        "{\"page\":{\"name\":\"Payroll\"},\"status\":{},\"components\":["
                                + "{},".repeat(1_500_000)
                                + "{}]}");
        costsOneUnknown("more values");
    }

    @Test
    void aDripOfOneByteNowAndThen() throws Exception {
        pages.answer =
                (request, out) -> {
                    LoopbackPages.head(out, 200, "application/json", "");
                    for (int i = 0; i < 10_000; i++) {
                        out.write('{');
                        out.flush();
                        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                    }
                };
        costsOneUnknown(DEADLINE.toString());
    }

    @Test
    void silence() throws Exception {
        var end = new CountDownLatch(1);
        pages.answer = (request, out) -> end.await();
        costsOneUnknown(DEADLINE.toString());
        end.countDown();
    }

    @Test
    void redirectsInACircle() throws Exception {
        pages.answer =
                (request, out) ->
                        LoopbackPages.text(
                                out,
                                302,
                                "",
                                "Location: " + (request.path().equals("/b") ? "/a" : "/b") + "\r\n",
                                "");
        costsOneUnknown("circle");
    }

    @Test
    void redirectsWithoutEnd() throws Exception {
        var n = new AtomicLong();
        pages.answer =
                (request, out) ->
                        LoopbackPages.text(
                                out, 301, "", "Location: /" + n.incrementAndGet() + "\r\n", "");
        costsOneUnknown("Redirects more than 5 times");
    }

    @Test
    void redirectsToAFile() throws Exception {
        pages.answer =
                (request, out) ->
                        LoopbackPages.text(out, 302, "", "Location: file:///etc/passwd\r\n", "");
        costsOneUnknown("no http address");
    }

    @Test
    void aMarketingPage() throws Exception {
        pages.answer =
                (request, out) ->
                        LoopbackPages.text(
                                out, 200, "text/html", "", "<html>Get your status page</html>");
        costsOneUnknown("text/html");
    }

    @Test
    void htmlThatSaysItIsJson() throws Exception {
        pages.answer = LoopbackPages.json("<html>Get your status page</html>");
        costsOneUnknown("Line 1, column 1: '<' stands where a value is expected");
    }

    @Test
    void jsonOfSomethingElse() throws Exception {
        pages.answer = LoopbackPages.json("{\"status\":{\"indicator\":\"critical\"}}");
        costsOneUnknown("shape");
    }

    @Test
    void halfAnAnswer() throws Exception {
        pages.answer =
                (request, out) -> {
                    LoopbackPages.head(out, 200, "application/json", "Content-Length: 5000\r\n");
                    out.write(Payloads.outage("Payroll").getBytes(StandardCharsets.UTF_8), 0, 900);
                };
        costsOneUnknown("The connection was closed before the answer was whole");
    }

    @Test
    void theSameTroubleIsTheSameWords() throws Exception {
        pages.answer =
                (request, out) -> LoopbackPages.head(out, 200, "application/json", "Content-Le");
        poll();
        String reason = state().reason();
        clock.move(Duration.ofMinutes(5));
        poll();
        assertThat(state().reason())
                .isEqualTo(reason)
                .isNotEmpty()
                .doesNotContain("@", "127.0.0.1:");
    }

    @Test
    void aProviderThatWasNeverReadSaysWhy() throws Exception {
        pages.answer = (request, out) -> LoopbackPages.head(out, 503, "text/plain", "");
        Provider fresh =
                providers.save(
                        ACME,
                        Optional.empty(),
                        new ProviderDraft(
                                "Postroll", pages.url() + "/new", "postroll.example", ""));
        Follow.check(test.store(), ACME, fresh.id());
        var view = providers.state(ACME, fresh.id(), Optional.empty()).orElseThrow();
        assertThat(view.status()).isEqualTo(Status.UNKNOWN);
        assertThat(view.summary()).isEmpty();
        for (int i = 0; i < 20 && summary(fresh).isEmpty(); i++) {
            clock.move(Duration.ofSeconds(30));
            poll();
        }
        assertThat(summary(fresh)).contains("503");
    }

    private String summary(Provider provider) {
        return providers.state(ACME, provider.id(), Optional.empty()).orElseThrow().summary();
    }

    @Test
    void brokenCompression() throws Exception {
        pages.answer =
                (request, out) ->
                        LoopbackPages.text(
                                out,
                                200,
                                "application/json",
                                "Content-Encoding: gzip\r\n",
                                Payloads.outage("Payroll"));
        costsOneUnknown("");
    }

    @Test
    void notHttpAtAll() throws Exception {
        pages.answer =
                (request, out) ->
                        out.write("SSH-2.0-OpenSSH\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        costsOneUnknown("");
    }

    @Test
    void endlessHeaders() throws Exception {
        pages.answer =
                (request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    for (int i = 0; i < 1_000_000; i++) {
                        out.write(("X-" + i + ": y\r\n").getBytes(StandardCharsets.US_ASCII));
                    }
                };
        costsOneUnknown("");
    }

    @Test
    void anErrorOfItsOwn() throws Exception {
        pages.answer =
                (request, out) ->
                        LoopbackPages.text(
                                out, 500, "application/json", "", Payloads.outage("Payroll"));
        costsOneUnknown("Answers 500");
    }

    @Test
    void aWordNobodyKnows() throws Exception {
        pages.answer =
                LoopbackPages.json(
                        Payloads.summary("Payroll", "purple", "All purple", "operational", ""));
        poll();
        assertThat(state().status()).isEqualTo(Status.UNKNOWN);
        assertThat(state().words()).isEqualTo("All purple");
        assertThat(state().reason()).contains("All purple");
    }

    @Test
    void aPrivateAddressIsNotDialled() throws Exception {
        providers.close();
        pages.requests.clear();
        providers =
                new Providers(
                        test.store(),
                        ProviderSettings.standard("test", "https://example.com")
                                .withPoll(ProviderSettings.Poll.FOLLOWED),
                        Networks.publicOnly(),
                        clock);
        providers.jobs().getFirst().run(clock.instant());
        clock.move(Duration.ofSeconds(60));
        poll();
        assertThat(pages.requests).isEmpty();
        assertThat(state().reason()).contains("loopback");
    }
}
