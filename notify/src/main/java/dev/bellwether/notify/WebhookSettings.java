package dev.bellwether.notify;

import java.time.Duration;

/// How webhooks leave.
///
/// @param secret the instance's own, from which the signing secret of each organization is made; at
///   least 16 characters
/// @param timeout for a whole request, 1 s to 1 min
/// @param parallel requests under way at once, 1 to 256
public record WebhookSettings(
        String secret, AddressPolicy addresses, Duration timeout, int parallel) {
    public static WebhookSettings of(String secret, AddressPolicy addresses) {
        return new WebhookSettings(secret, addresses, Duration.ofSeconds(10), 32);
    }

    @Override
    public String toString() {
        return "WebhookSettings[timeout " + timeout + ", parallel " + parallel + "]";
    }
}
