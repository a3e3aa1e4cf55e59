package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Slack: an incoming webhook's address, or the id of a channel or member and the bot's
/// `chat.postMessage`. A button takes the alert on; without a signing secret it opens the page with
/// one button instead.
final class SlackChannel implements HttpChannel {
    static final String ACTION = "bellwether_acknowledge";
    private static final int LONGEST_TITLE = 150;
    private static final int LONGEST_TEXT = 2_900;

    /// Of `chat.postMessage`: trouble of theirs that passes.
    private static final Set<String> LATER =
            Set.of(
                    "ratelimited",
                    "rate_limited",
                    "internal_error",
                    "fatal_error",
                    "service_unavailable",
                    "request_timeout",
                    "team_added_to_org");

    private final ChannelSettings.Slack slack;
    private final CallbackTokens tokens;

    SlackChannel(ChannelSettings.Slack slack, CallbackTokens tokens) {
        this.slack = slack;
        this.tokens = tokens;
    }

    @Override
    public Channel channel() {
        return Channel.SLACK;
    }

    /// Slack takes one message a second for each channel.
    @Override
    public int parallelPerTarget() {
        return 1;
    }

    @Override
    public Optional<String> missing(String address) {
        return address.startsWith("http") || slack.token().isPresent()
                ? Optional.empty()
                : Optional.of(
                        "Slack is not set up for channels and members:"
                                + " channels.slack.token is missing, without it only webhooks work");
    }

    @Override
    public HttpCall call(Transport.Parcel parcel) throws Unsuitable {
        var text = ChatText.of(parcel);
        var body = new LinkedHashMap<String, Object>();
        body.put("text", escape(ChatText.cut(text.title(), LONGEST_TITLE)));
        body.put("blocks", blocks(text, parcel.message()));
        if (parcel.address().startsWith("http")) {
            return HttpCall.json(parcel.address(), false, body);
        }
        Optional<String> missing = missing(parcel.address());
        if (missing.isPresent()) {
            throw new Unsuitable(missing.get());
        }
        body.put("channel", parcel.address());
        body.put("unfurl_links", false);
        body.put("unfurl_media", false);
        return HttpCall.json(slack.url() + "/chat.postMessage", true, body)
                .bearer(slack.token().orElseThrow());
    }

    private List<Map<String, Object>> blocks(ChatText text, Outbound message) {
        var blocks = new ArrayList<Map<String, Object>>();
        blocks.add(
                Map.of(
                        "type",
                        "header",
                        "text",
                        Map.of(
                                "type",
                                "plain_text",
                                "text",
                                ChatText.cut(text.title(), LONGEST_TITLE))));
        if (!text.text().isEmpty()) {
            blocks.add(
                    Map.of(
                            "type",
                            "section",
                            "text",
                            Map.of(
                                    "type",
                                    "mrkdwn",
                                    "text",
                                    escape(ChatText.cut(text.text(), LONGEST_TEXT)))));
        }
        if (text.asks()) {
            blocks.add(Map.of("type", "actions", "elements", List.of(button(text, message))));
        }
        return blocks;
    }

    private Map<String, Object> button(ChatText text, Outbound message) {
        var button = new LinkedHashMap<String, Object>();
        button.put("type", "button");
        button.put("text", Map.of("type", "plain_text", "text", ChatText.TAKE_IT));
        button.put("style", "primary");
        if (slack.signingSecret().isPresent()) {
            button.put("action_id", ACTION);
            // A place's button is its reader's: Slack says who pressed it.
            button.put(
                    "value",
                    message.said().person().isPresent() ? text.token() : tokens.button(message));
        } else {
            button.put("url", text.link());
        }
        return button;
    }

    /// Slack's three control characters, so that nothing in a title becomes a mention or a link.
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public Outcome outcome(HttpReply reply) {
        Map<String, Object> json = reply.json();
        if (!reply.isGood() || json.isEmpty()) {
            return reply.outcome(reply.isGood() ? "" : reply.body()); // a webhook says ok, or why
        }
        if (Boolean.TRUE.equals(json.get("ok"))) {
            return new Outcome.Delivered("message " + reply.field("ts"));
        }
        String error = reply.field("error");
        return LATER.contains(error)
                ? reply.later("Slack says " + error)
                : new Outcome.GiveUp(EmailAnswers.line("Slack says " + error));
    }
}
