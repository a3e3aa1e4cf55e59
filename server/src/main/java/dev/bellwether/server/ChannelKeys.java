package dev.bellwether.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The settings of the channels by which people are reached. See `docs/guide/channels.md`.
final class ChannelKeys {
    private static final Pattern ACCOUNT = Pattern.compile("|AC[0-9a-zA-Z]{4,64}");
    private static final Pattern SENDER = Pattern.compile("|\\+[1-9]\\d{6,14}|MG[0-9a-zA-Z]{4,64}");
    private static final Pattern NUMBER = Pattern.compile("|\\+[1-9]\\d{6,14}");
    private static final Pattern CONTACT =
            Pattern.compile("|mailto:[^@\\s]+@[^@\\s]+|https://\\S+");

    static final Setting<String> TWILIO_ACCOUNT =
            Setting.of(
                    "channels.twilio.account",
                    Kind.text("an account's SID, AC…", ACCOUNT),
                    "",
                    "Account at Twilio, or at a service that speaks its API, for SMS and calls."
                            + " Empty: neither.");
    static final Setting<String> TWILIO_TOKEN =
            Setting.secret("channels.twilio.token", "Its auth token.");
    static final Setting<String> TWILIO_FROM =
            Setting.of(
                    "channels.twilio.from",
                    Kind.text("a number such as +15005550006, or a messaging service MG…", SENDER),
                    "",
                    "What text messages come from.");
    static final Setting<String> TWILIO_VOICE_FROM =
            Setting.of(
                    "channels.twilio.voice-from",
                    Kind.text("a number such as +15005550006", NUMBER),
                    "",
                    "The number that calls. Empty: `channels.twilio.from`.");
    static final Setting<String> TWILIO_URL =
            url("channels.twilio.url", "https://api.twilio.com", "Address of its API.");
    static final Setting<String> SLACK_TOKEN =
            Setting.secret(
                    "channels.slack.token",
                    "Token of a bot (`xoxb-…`), for addresses that are the id of a channel or"
                            + " member. Incoming webhooks need none.");
    static final Setting<String> SLACK_SIGNING_SECRET =
            Setting.secret(
                    "channels.slack.signing-secret",
                    "Signing secret of the Slack app. With it a button takes an alert on; without"
                            + " it the button opens a page.");
    static final Setting<String> SLACK_URL =
            url("channels.slack.url", "https://slack.com/api", "Address of Slack's API.");
    static final Setting<String> TELEGRAM_TOKEN =
            Setting.secret("channels.telegram.token", "Token of a Telegram bot. Empty: none.");
    static final Setting<String> TELEGRAM_WEBHOOK_SECRET =
            Setting.secret(
                    "channels.telegram.webhook-secret",
                    "The `secret_token` given with `setWebhook`. With it a button takes an alert"
                            + " on; without it the button opens a page.");
    static final Setting<String> TELEGRAM_URL =
            url("channels.telegram.url", "https://api.telegram.org", "Address of Telegram's API.");
    static final Setting<String> PUSHOVER_TOKEN =
            Setting.secret("channels.pushover.token", "Token of a Pushover application.");
    static final Setting<String> PUSHOVER_URL =
            url("channels.pushover.url", "https://api.pushover.net", "Address of Pushover's API.");
    static final Setting<String> NTFY_URL =
            url(
                    "channels.ntfy.url",
                    "https://ntfy.sh",
                    "The ntfy server of addresses that are a topic alone.");
    static final Setting<String> NTFY_TOKEN =
            Setting.secret("channels.ntfy.token", "Access token for that server only.");
    static final Setting<String> PAGERDUTY_URL =
            url(
                    "channels.pagerduty.url",
                    "https://events.pagerduty.com",
                    "Where events for PagerDuty go.");
    static final Setting<String> OPSGENIE_URL =
            url(
                    "channels.opsgenie.url",
                    "https://api.opsgenie.com",
                    "Where alerts for Opsgenie go; `https://api.eu.opsgenie.com` in the EU.");
    static final Setting<String> PUSH_CONTACT =
            Setting.of(
                    "channels.web-push.contact",
                    Kind.text("mailto:… or an https address", CONTACT),
                    "",
                    "Whom a push service may ask about our notifications. Empty: `smtp.from`.");

    static final List<Setting<?>> ALL =
            List.of(
                    TWILIO_ACCOUNT,
                    TWILIO_TOKEN,
                    TWILIO_FROM,
                    TWILIO_VOICE_FROM,
                    TWILIO_URL,
                    SLACK_TOKEN,
                    SLACK_SIGNING_SECRET,
                    SLACK_URL,
                    TELEGRAM_TOKEN,
                    TELEGRAM_WEBHOOK_SECRET,
                    TELEGRAM_URL,
                    PUSHOVER_TOKEN,
                    PUSHOVER_URL,
                    NTFY_URL,
                    NTFY_TOKEN,
                    PAGERDUTY_URL,
                    OPSGENIE_URL,
                    PUSH_CONTACT);

    private ChannelKeys() {}

    private static Setting<String> url(String key, String standard, String says) {
        return Setting.of(key, Kind.webAddress(), standard, says);
    }

    /// What is set in part only, in words. Of values that are right by themselves.
    static List<String> incomplete(Map<Setting<?>, Object> values) {
        var problems = new ArrayList<String>();
        List<Setting<String>> twilio = List.of(TWILIO_ACCOUNT, TWILIO_TOKEN, TWILIO_FROM);
        boolean some = twilio.stream().anyMatch(setting -> isSet(values, setting));
        for (Setting<String> setting : twilio) {
            if (some && values.containsKey(setting) && !isSet(values, setting)) {
                problems.add(
                        setting.key()
                                + " is missing: channels.twilio needs account, token and from");
            }
        }
        if (isSet(values, TELEGRAM_WEBHOOK_SECRET) && !isSet(values, TELEGRAM_TOKEN)) {
            problems.add(
                    "channels.telegram.token is missing: channels.telegram.webhook-secret is of no"
                            + " use without it");
        }
        return problems;
    }

    private static boolean isSet(Map<Setting<?>, Object> values, Setting<String> setting) {
        return !String.valueOf(values.getOrDefault(setting, "")).isEmpty();
    }
}
