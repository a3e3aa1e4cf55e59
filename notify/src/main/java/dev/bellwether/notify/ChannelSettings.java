package dev.bellwether.notify;

import java.util.Optional;

/// The providers of channels, as far as they are set up.
///
/// @param base the address under which providers and readers reach this instance, such as
///   `https://status.example.com`
/// @param secret the instance's own: signs what comes back in addresses we gave away
public record ChannelSettings(
        String base,
        String secret,
        Optional<Twilio> twilio,
        Slack slack,
        Optional<Telegram> telegram,
        Optional<Pushover> pushover,
        Ntfy ntfy,
        String pagerduty,
        String opsgenie,
        String pushSubject) {
    /// Nothing set up but what needs no account.
    public static ChannelSettings none(String base, String secret) {
        return new ChannelSettings(
                base,
                secret,
                Optional.empty(),
                new Slack("https://slack.com/api", Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                new Ntfy("https://ntfy.sh", Optional.empty()),
                "https://events.pagerduty.com",
                "https://api.opsgenie.com",
                "mailto:bellwether@localhost");
    }

    /// Whether providers can call back: an address of this machine alone is nothing to them.
    boolean hasCallbacks() {
        return base.startsWith("https://");
    }

    /// @param from a number, or the id `MG…` of a messaging service
    /// @param voiceFrom the number that calls; may be empty when `from` is a number
    public record Twilio(String url, String account, String token, String from, String voiceFrom) {
        @Override
        public String toString() {
            return "Twilio[" + account + "]";
        }
    }

    /// @param token of a bot, for addresses that are the id of a channel or member
    /// @param signingSecret proves button presses
    public record Slack(String url, Optional<String> token, Optional<String> signingSecret) {
        @Override
        public String toString() {
            return "Slack[" + url + "]";
        }
    }

    /// @param webhookSecret what Telegram repeats with each update; empty: buttons open a page
    public record Telegram(String url, String token, Optional<String> webhookSecret) {
        @Override
        public String toString() {
            return "Telegram[" + url + "]";
        }
    }

    public record Pushover(String url, String token) {
        @Override
        public String toString() {
            return "Pushover[" + url + "]";
        }
    }

    /// @param url the server of addresses that are a topic alone
    /// @param token sent to that server only
    public record Ntfy(String url, Optional<String> token) {
        @Override
        public String toString() {
            return "Ntfy[" + url + "]";
        }
    }

    @Override
    public String toString() {
        return "ChannelSettings[" + base + "]";
    }
}
