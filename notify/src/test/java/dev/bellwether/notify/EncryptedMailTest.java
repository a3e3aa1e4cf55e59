package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Mail goes encrypted or not at all where it is to go encrypted, signs in only then, and only at
/// the server whose name was given.
class EncryptedMailTest {
    private static final String LOOPBACK = "dns:localhost,ip:127.0.0.1";

    private static Outcome send(
            MailServer server, MailSettings.Security security, String password) {
        var settings =
                new MailSettings(
                        "127.0.0.1",
                        server.port(),
                        security,
                        Optional.of("pages"),
                        Optional.of(password),
                        "pages@bellwether.example",
                        Duration.ofSeconds(10),
                        1,
                        1);
        ContactMethod ada = Sent.email("ada@acme.example");
        var message =
                Outbound.queued(
                        new DeliveryId("d1"),
                        Sent.ACME,
                        Delivery.Kind.PAGE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Sent.ADA),
                        List.of(ada),
                        "Checkout is down",
                        "[STATUS] 503 is not in 200-299",
                        Instant.EPOCH);
        try (var lookup = new Lookup();
                var transport =
                        new EmailTransport(
                                settings, InstantSource.system(), lookup, server.trusting())) {
            return transport.send(new Transport.Parcel(message, "Ada", ""));
        }
    }

    @Test
    void fromTheFirstByte() throws Exception {
        try (var server = new MailServer(LOOPBACK, true, false)) {
            Outcome outcome = send(server, MailSettings.Security.TLS, "swordfish");

            assertThat(outcome)
                    .as(server.said.toString())
                    .isInstanceOfSatisfying(
                            Outcome.Delivered.class,
                            delivered ->
                                    assertThat(delivered.toString())
                                            .contains("the mail server says 250"));
            assertThat(server.mails).singleElement().asString().contains("Checkout is down");
            assertThat(server.said).allMatch(line -> line.startsWith("tls "));
        }
    }

    @Test
    void afterStartTls() throws Exception {
        try (var server = new MailServer(LOOPBACK, false, true)) {
            Outcome outcome = send(server, MailSettings.Security.STARTTLS, "swordfish");

            assertThat(outcome).as(server.said.toString()).isInstanceOf(Outcome.Delivered.class);
            assertThat(server.mails).singleElement().asString().contains("Checkout is down");
            assertThat(server.said)
                    .filteredOn(line -> line.startsWith("clear "))
                    .hasSize(2)
                    .last()
                    .isEqualTo("clear STARTTLS");
        }
    }

    @Test
    void notAtAllWhereTheServerOffersNoEncryption() throws Exception {
        try (var server = new MailServer(LOOPBACK, false, false)) {
            Outcome outcome = send(server, MailSettings.Security.STARTTLS, "swordfish");

            assertThat(outcome).isInstanceOf(Outcome.TryAgain.class);
            assertThat(server.mails).isEmpty();
            assertThat(server.said).noneMatch(line -> line.contains("AUTH"));
        }
    }

    @Test
    void aWrongPasswordIsTriedAgainLaterAndSaid() throws Exception {
        try (var server = new MailServer(LOOPBACK, true, false)) {
            assertThat(send(server, MailSettings.Security.TLS, "guess"))
                    .isEqualTo(Outcome.tryAgain("the mail server refused our sign-in"));
            assertThat(server.mails).isEmpty();
        }
    }

    @Test
    void aServerByAnotherNameIsToldNothing() throws Exception {
        for (boolean atOnce : new boolean[] {true, false}) {
            try (var server = new MailServer("dns:mail.example", atOnce, true)) {
                var security = atOnce ? MailSettings.Security.TLS : MailSettings.Security.STARTTLS;
                Outcome outcome = send(server, security, "swordfish");

                assertThat(outcome).as(security.name()).isInstanceOf(Outcome.TryAgain.class);
                assertThat(server.mails).isEmpty();
                assertThat(server.said).noneMatch(line -> line.contains("AUTH"));
            }
        }
    }
}
