package dev.bellwether.model;

/// The kinds of delivery. A new one is a constant here and a file in `notify`, named in its list.
public enum Channel {
    EMAIL("Email", AddressForm.mail(), false),
    WEBHOOK("Webhook", AddressForm.web("an http or https address without a password in it"), true),
    SMS("SMS", AddressForm.phone(), false),
    VOICE("Phone call", AddressForm.phone(), false),
    SLACK(
            "Slack",
            AddressForm.webOr(
                    "[CDGUW][A-Z0-9]{6,20}",
                    "an incoming webhook's address, nor the id of a channel or member such as"
                            + " U012AB3CD"),
            true),
    TEAMS(
            "Microsoft Teams",
            AddressForm.web("the web address of a Teams workflow for webhooks"),
            true),
    DISCORD("Discord", AddressForm.web("the web address of a Discord webhook"), true),
    TELEGRAM(
            "Telegram",
            AddressForm.text(
                    "-?\\d{1,20}|@[A-Za-z]\\w{4,31}",
                    "a chat id such as 123456789, nor a channel such as @acme_alerts"),
            false),
    MATTERMOST(
            "Mattermost",
            AddressForm.web("the web address of a Mattermost incoming webhook"),
            true),
    NTFY(
            "ntfy",
            AddressForm.webOr(
                    "[-_A-Za-z0-9]{1,64}",
                    "a topic, nor the web address of one such as https://ntfy.sh/acme-oncall"),
            true),
    PUSHOVER(
            "Pushover",
            AddressForm.text("[A-Za-z0-9]{30}", "a user or group key of 30 letters and digits"),
            true),
    PAGERDUTY(
            "PagerDuty",
            AddressForm.text(
                    "[A-Za-z0-9]{32}", "an integration's routing key of 32 letters and digits"),
            true),
    OPSGENIE(
            "Opsgenie",
            AddressForm.text(
                    "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
                    "an integration's API key such as 01234567-89ab-cdef-0123-456789abcdef"),
            true),
    WEB_PUSH(
            "Browser notification",
            AddressForm.text(
                    "\\{[ -~]{1,1998}\\}", "a browser's subscription: use the button of this page"),
            true);

    private final String title;
    private final AddressForm form;
    private final boolean secret;

    Channel(String title, AddressForm form, boolean secret) {
        this.title = title;
        this.form = form;
        this.secret = secret;
    }

    /// What people call it.
    public String title() {
        return title;
    }

    public AddressForm form() {
        return form;
    }

    /// Whether an address lets its bearer in: such a one is kept sealed and never shown whole.
    public boolean isSecret() {
        return secret;
    }
}
