package dev.bellwether.notify;

import dev.bellwether.model.Secrets;
import java.util.Optional;

/// The channels of an instance. Without `mail`, a mail gives up at once and says that no mail
/// server is set.
///
/// @param secrets opens the addresses that are kept sealed
public record NotifySettings(
        Optional<MailSettings> mail,
        WebhookSettings webhook,
        RetrySettings retry,
        Secrets secrets,
        ChannelSettings channels) {
    public static NotifySettings of(Optional<MailSettings> mail, WebhookSettings webhook) {
        return new NotifySettings(
                mail,
                webhook,
                RetrySettings.DEFAULT,
                new NoSecrets(),
                ChannelSettings.none("", webhook.secret()));
    }

    public NotifySettings with(Secrets opening) {
        return new NotifySettings(mail, webhook, retry, opening, channels);
    }

    public NotifySettings with(ChannelSettings other) {
        return new NotifySettings(mail, webhook, retry, secrets, other);
    }

    /// Where no address is sealed.
    private record NoSecrets() implements Secrets {
        @Override
        public String seal(String purpose, String secret) {
            throw new IllegalStateException("nothing is sealed here");
        }

        @Override
        public String open(String purpose, String sealed) {
            throw new IllegalArgumentException("nothing was sealed here");
        }
    }
}
