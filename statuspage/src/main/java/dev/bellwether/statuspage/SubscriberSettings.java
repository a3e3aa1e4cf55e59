package dev.bellwether.statuspage;

import java.time.Duration;

/// How subscribers are kept.
///
/// @param secret the instance's own, from which links are signed; at least 16 characters
/// @param url the server's address, which the links of mails begin with
/// @param confirmWithin after which the link to confirm is no good and the address is forgotten
/// @param refusals permanent refusals in a row after which nothing is sent any more
/// @param purgeAfter time in quarantine after which a subscriber is removed
/// @param keepReceipts time after which receipts are removed
/// @param giveUpAfter time after which a letter that could not be delivered is given up
/// @param lease time after which a letter whose sender is gone is sent again
public record SubscriberSettings(
        String secret,
        String url,
        Duration confirmWithin,
        int refusals,
        Duration purgeAfter,
        Duration keepReceipts,
        Duration giveUpAfter,
        Duration lease) {
    public SubscriberSettings {
        if (url.endsWith("/")) {
            url = url.substring(0, url.length() - 1);
        }
    }

    public static SubscriberSettings of(String secret, String url) {
        return new SubscriberSettings(
                secret,
                url,
                Duration.ofDays(3),
                3,
                Duration.ofDays(30),
                Duration.ofDays(30),
                Duration.ofHours(24),
                Duration.ofMinutes(2));
    }

    @Override
    public String toString() {
        return "SubscriberSettings[" + url + "]";
    }
}
