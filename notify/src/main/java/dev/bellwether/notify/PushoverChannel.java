package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.time.Duration;
import java.util.LinkedHashMap;

/// Pushover: a page has emergency priority, which rings again each minute until somebody
/// acknowledges, and has a receipt by which that is heard of.
final class PushoverChannel implements HttpChannel {
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration FOR = Duration.ofMinutes(30);

    private final ChannelSettings settings;
    private final ChannelSettings.Pushover pushover;
    private final CallbackTokens tokens;

    PushoverChannel(
            ChannelSettings settings, ChannelSettings.Pushover pushover, CallbackTokens tokens) {
        this.settings = settings;
        this.pushover = pushover;
        this.tokens = tokens;
    }

    @Override
    public Channel channel() {
        return Channel.PUSHOVER;
    }

    /// Pushover asks for no more than two connections of one application.
    @Override
    public int parallel() {
        return 2;
    }

    @Override
    public HttpCall call(Transport.Parcel parcel) throws Unsuitable {
        var message = parcel.message();
        var fields = new LinkedHashMap<String, String>();
        fields.put("token", pushover.token());
        if (message.kind() == Delivery.Kind.ACKNOWLEDGED) {
            return HttpCall.form(
                    pushover.url() + "/1/receipts/cancel_by_tag/" + tag(message) + ".json", fields);
        }
        var text = ChatText.of(parcel);
        fields.put("user", parcel.address());
        fields.put("title", ChatText.cut(text.title(), 250));
        fields.put(
                "message", text.text().isEmpty() ? text.title() : ChatText.cut(text.text(), 1_024));
        fields.put("timestamp", Long.toString(message.said().queuedAt().getEpochSecond()));
        if (text.asks()) {
            fields.put("url", text.link());
            fields.put("url_title", ChatText.TAKE_IT);
        }
        if (message.isUrgent()) {
            fields.put("priority", "2");
            fields.put("retry", Long.toString(AGAIN.toSeconds()));
            fields.put("expire", Long.toString(FOR.toSeconds()));
            fields.put("tags", tag(message));
            if (settings.hasCallbacks()) {
                fields.put("callback", tokens.url("pushover", parcel));
            }
        } else {
            fields.put("priority", "0");
        }
        return HttpCall.form(pushover.url() + "/1/messages.json", fields);
    }

    private static String tag(Outbound message) {
        return message.said()
                .alert()
                .map(alert -> "alert-" + alert.value().replaceAll("[^A-Za-z0-9_-]", "-"))
                .orElse("message");
    }

    /// `429` says that the month's messages are used up: later would be next month.
    @Override
    public Outcome outcome(HttpReply reply) {
        if (reply.isGood() && reply.field("status").equals("1")) {
            String receipt = reply.field("receipt");
            return new Outcome.Delivered(
                    receipt.isEmpty() ? "request " + reply.field("request") : "receipt " + receipt);
        }
        if (reply.status() == 429) {
            return new Outcome.GiveUp(
                    "HTTP 429: the application's messages of this month are used up");
        }
        return reply.isGood()
                ? new Outcome.GiveUp(EmailAnswers.line("Pushover says " + reply.field("errors")))
                : reply.outcome(reply.field("errors"));
    }
}
