package dev.bellwether.notify;

import java.util.Optional;

/// The channels of an instance. Without `mail`, a mail gives up at once and says that no mail
/// server is set.
public record NotifySettings(
        Optional<MailSettings> mail, WebhookSettings webhook, RetrySettings retry) {
    public static NotifySettings of(Optional<MailSettings> mail, WebhookSettings webhook) {
        return new NotifySettings(mail, webhook, RetrySettings.DEFAULT);
    }
}
