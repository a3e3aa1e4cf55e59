package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.Map;

/// A mail server on loopback that keeps what comes.
final class Mails implements AutoCloseable {
    /// Settings of a program whose mails need not arrive: a policy takes nobody whose mail could
    /// not leave.
    static final Map<String, String> NOWHERE =
            Map.of(
                    "BELLWETHER_SMTP_HOST", "127.0.0.1",
                    "BELLWETHER_SMTP_FROM", "pages@example.com");

    /// A give-up and not a measure.
    private static final long PATIENCE_MILLIS = 300_000;

    private final GreenMail server =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    Mails() {
        server.start();
    }

    /// Settings of a program that sends its mails here and watches this machine.
    Map<String, String> settings() {
        return Map.of(
                "BELLWETHER_WATCH_ALLOW_PRIVATE", "true",
                "BELLWETHER_SMTP_HOST", "127.0.0.1",
                "BELLWETHER_SMTP_PORT", Integer.toString(server.getSmtp().getPort()),
                "BELLWETHER_SMTP_TLS", "none",
                "BELLWETHER_SMTP_FROM", "pages@example.com");
    }

    MimeMessage first() {
        assertThat(server.waitForIncomingEmail(PATIENCE_MILLIS, 1)).as("a mail").isTrue();
        return server.getReceivedMessages()[0];
    }

    @Override
    public void close() {
        server.stop();
    }
}
