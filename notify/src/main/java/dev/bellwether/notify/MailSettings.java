package dev.bellwether.notify;

import java.time.Duration;
import java.util.Optional;

/// How mail leaves.
///
/// @param user signs in at the server when set, with `password`
/// @param from sender as `pages@example.com` or `Bellwether <pages@example.com>`
/// @param timeout for connecting and for each answer of the server, 1 s to 1 min
/// @param parallel mails to people on call under way at once, 1 to 64
/// @param bulk connections for mails to subscribers at most, 1 to 64
public record MailSettings(
        String host,
        int port,
        Security security,
        Optional<String> user,
        Optional<String> password,
        String from,
        Duration timeout,
        int parallel,
        int bulk) {
    public enum Security {
        /// Plain text, for a relay on the same machine.
        NONE,
        /// Plain at first, then encrypted or not sent at all. Usually port 587.
        STARTTLS,
        /// Encrypted from the first byte. Usually port 465.
        TLS
    }

    /// A relay that asks for no sign-in.
    public static MailSettings plain(String host, int port, String from) {
        return new MailSettings(
                host,
                port,
                Security.NONE,
                Optional.empty(),
                Optional.empty(),
                from,
                Duration.ofSeconds(10),
                8,
                8);
    }

    @Override
    public String toString() {
        return "MailSettings[" + security + " " + host + ":" + port + " from " + from + "]";
    }
}
