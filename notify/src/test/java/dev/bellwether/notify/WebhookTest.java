package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A webhook is signed, comes again when the receiver says later, and goes nowhere it must not.
class WebhookTest {
    private record Got(String signature, String body) {}

    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer receiver;

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext(
                "/hook",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    got.add(
                            new Got(
                                    exchange.getRequestHeaders().getFirst("Bellwether-Signature"),
                                    body));
                    exchange.getResponseHeaders().add("Retry-After", "30");
                    exchange.getResponseHeaders().add("Location", "http://127.0.0.1/private");
                    exchange.sendResponseHeaders(status.get(), -1);
                    exchange.close();
                });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @OnEachStore
    void theReceiverCanCheckTheSignatureAndSeeDuplicates(TestStore test) throws Exception {
        try (var sent = new Sent(test)) {
            sent.write(Sent.due("d1", Sent.webhook(url())));
            sent.run();
            assertThat(got).hasSize(1);
            String[] parts = got.getFirst().signature().split("[=,]", -1);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            sent.room.webhookSecret(Sent.ACME).getBytes(StandardCharsets.UTF_8),
                            "HmacSHA256"));
            byte[] expected =
                    mac.doFinal(
                            (parts[1] + "." + got.getFirst().body())
                                    .getBytes(StandardCharsets.UTF_8));
            assertThat(parts[3]).isEqualTo(HexFormat.of().formatHex(expected));
            assertThat(got.getFirst().body())
                    .contains("\"id\":\"d1.0\"", "\"possible_duplicate\":false");
        }
    }

    @OnEachStore
    void laterMeansLaterAndNotBeforeRetryAfter(TestStore test) {
        try (var sent = new Sent(test)) {
            status.set(429);
            sent.write(Sent.due("d1", Sent.webhook(url())));
            sent.run().later(Duration.ofSeconds(29));
            assertThat(got).hasSize(1);
            status.set(200);
            sent.later(Duration.ofSeconds(2));
            assertThat(got).hasSize(2);
        }
    }

    @Test
    void goneAndRedirectsAreGivenUpAndTheNextMethodIsUsed() {
        for (int answer : new int[] {404, 410, 302}) {
            try (var test = TestStores.sqlite();
                    var sent = new Sent(test)) {
                status.set(answer);
                sent.write(Sent.due("d1", Sent.webhook(url()), Sent.email("ada@acme.example")));
                sent.run();
                assertThat(sent.mail.getReceivedMessages()).as("HTTP %d", answer).hasSize(1);
            }
        }
    }

    @Test
    void aPrivateAddressIsNeverConnectedTo() throws Exception {
        try (var lookup = new Lookup();
                var transport =
                        new WebhookTransport(
                                WebhookSettings.of("secret", AddressPolicy.publicOnly()),
                                java.time.InstantSource.system(),
                                new WebhookSignature("secret"),
                                lookup)) {
            var message =
                    Outbound.queued(
                            new dev.bellwether.model.DeliveryId("d1"),
                            Sent.ACME,
                            Delivery.Kind.PAGE,
                            java.util.Optional.empty(),
                            java.util.Optional.empty(),
                            java.util.Optional.empty(),
                            List.of(Sent.webhook(url())),
                            "t",
                            "t",
                            java.time.Instant.EPOCH);
            assertThat(transport.send(new Transport.Parcel(message, "", "")))
                    .isInstanceOf(Outcome.GiveUp.class);
            assertThat(got).isEmpty();
        }
        for (String inside :
                List.of(
                        "10.1.2.3",
                        "169.254.169.254",
                        "100.64.0.1",
                        "::1",
                        "fd00::1",
                        "::ffff:127.0.0.1",
                        "64:ff9b::7f00:1",
                        "0.0.0.0",
                        "224.0.0.1")) {
            assertThat(AddressPolicy.publicOnly().allows(InetAddress.getByName(inside)))
                    .as(inside)
                    .isFalse();
        }
        assertThat(AddressPolicy.publicOnly().allows(InetAddress.getByName("9.9.9.9"))).isTrue();
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    }
}
