package dev.bellwether.server;

import dev.bellwether.notify.ChannelSettings;
import java.util.Optional;

/// The channels as they are configured.
record ChannelConfig(
        Twilio twilio,
        Slack slack,
        Telegram telegram,
        Pushover pushover,
        Ntfy ntfy,
        Others others) {

    record Twilio(String account, String token, String from, String voiceFrom, String url) {
        @Override
        public String toString() {
            return "Twilio[" + account + "]";
        }
    }

    record Slack(String token, String signingSecret, String url) {
        @Override
        public String toString() {
            return "Slack[" + url + "]";
        }
    }

    record Telegram(String token, String webhookSecret, String url) {
        @Override
        public String toString() {
            return "Telegram[" + url + "]";
        }
    }

    record Pushover(String token, String url) {
        @Override
        public String toString() {
            return "Pushover[" + url + "]";
        }
    }

    record Ntfy(String url, String token) {
        @Override
        public String toString() {
            return "Ntfy[" + url + "]";
        }
    }

    record Others(String pagerduty, String opsgenie, String pushContact) {}

    static ChannelConfig of(Configuration from) {
        return new ChannelConfig(
                new Twilio(
                        from.get(ChannelKeys.TWILIO_ACCOUNT),
                        from.get(ChannelKeys.TWILIO_TOKEN),
                        from.get(ChannelKeys.TWILIO_FROM),
                        from.get(ChannelKeys.TWILIO_VOICE_FROM),
                        from.get(ChannelKeys.TWILIO_URL)),
                new Slack(
                        from.get(ChannelKeys.SLACK_TOKEN),
                        from.get(ChannelKeys.SLACK_SIGNING_SECRET),
                        from.get(ChannelKeys.SLACK_URL)),
                new Telegram(
                        from.get(ChannelKeys.TELEGRAM_TOKEN),
                        from.get(ChannelKeys.TELEGRAM_WEBHOOK_SECRET),
                        from.get(ChannelKeys.TELEGRAM_URL)),
                new Pushover(
                        from.get(ChannelKeys.PUSHOVER_TOKEN), from.get(ChannelKeys.PUSHOVER_URL)),
                new Ntfy(from.get(ChannelKeys.NTFY_URL), from.get(ChannelKeys.NTFY_TOKEN)),
                new Others(
                        from.get(ChannelKeys.PAGERDUTY_URL),
                        from.get(ChannelKeys.OPSGENIE_URL),
                        from.get(ChannelKeys.PUSH_CONTACT)));
    }

    /// @param base the address under which people and providers reach this instance
    /// @param sender of mails
    ChannelSettings settings(String base, String secret, String sender) {
        return new ChannelSettings(
                base,
                secret,
                set(twilio.account())
                        .map(account ->
                                new ChannelSettings.Twilio(
                                        twilio.url(),
                                        account,
                                        twilio.token(),
                                        twilio.from(),
                                        twilio.voiceFrom())),
                new ChannelSettings.Slack(
                        slack.url(), set(slack.token()), set(slack.signingSecret())),
                set(telegram.token())
                        .map(token ->
                                new ChannelSettings.Telegram(
                                        telegram.url(), token, set(telegram.webhookSecret()))),
                set(pushover.token())
                        .map(token -> new ChannelSettings.Pushover(pushover.url(), token)),
                new ChannelSettings.Ntfy(ntfy.url(), set(ntfy.token())),
                others.pagerduty(),
                others.opsgenie(),
                set(others.pushContact()).orElse("mailto:" + sender.replaceAll(".*<|>.*", "")));
    }

    private static Optional<String> set(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
