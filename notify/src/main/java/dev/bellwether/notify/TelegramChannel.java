package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Telegram: the bot's `sendMessage`. A button below it takes the alert on; without a webhook of
/// the bot's it opens the page with one button instead.
final class TelegramChannel implements HttpChannel {
    private static final int LONGEST = 3_500;

    private final ChannelSettings.Telegram telegram;
    private final CallbackTokens tokens;

    TelegramChannel(ChannelSettings.Telegram telegram, CallbackTokens tokens) {
        this.telegram = telegram;
        this.tokens = tokens;
    }

    @Override
    public Channel channel() {
        return Channel.TELEGRAM;
    }

    /// Telegram takes about one message a second for each chat.
    @Override
    public int parallelPerTarget() {
        return 1;
    }

    @Override
    public HttpCall call(Transport.Parcel parcel) {
        var text = ChatText.of(parcel);
        var body = new LinkedHashMap<String, Object>();
        body.put("chat_id", parcel.address());
        String words = text.text().isEmpty() ? text.title() : text.title() + "\n\n" + text.text();
        body.put("text", ChatText.cut(words, LONGEST));
        body.put("link_preview_options", Map.of("is_disabled", true));
        if (text.asks()) {
            var button = new LinkedHashMap<String, Object>();
            button.put("text", ChatText.TAKE_IT);
            if (telegram.webhookSecret().isPresent()) {
                button.put("callback_data", tokens.shortToken(parcel.message()));
            } else {
                button.put("url", text.link());
            }
            body.put("reply_markup", Map.of("inline_keyboard", List.of(List.of(button))));
        }
        return HttpCall.json(
                telegram.url() + "/bot" + telegram.token() + "/sendMessage", true, body);
    }

    @Override
    public Outcome outcome(HttpReply reply) {
        if (reply.isGood() && Boolean.TRUE.equals(reply.json().get("ok"))) {
            Object result = reply.json().get("result");
            return new Outcome.Delivered(
                    "message " + (result instanceof Map<?, ?> map ? map.get("message_id") : "?"));
        }
        String said = reply.field("description");
        if (reply.status() == 429) {
            return new Outcome.TryAgain(
                    reply.retryAfter().or(() -> retryAfter(reply)),
                    EmailAnswers.line("HTTP 429: " + said),
                    false);
        }
        return reply.isGood()
                ? new Outcome.GiveUp(EmailAnswers.line("Telegram says " + said))
                : reply.outcome(said);
    }

    private static Optional<Duration> retryAfter(HttpReply reply) {
        return reply.json().get("parameters") instanceof Map<?, ?> parameters
                        && parameters.get("retry_after") instanceof Number seconds
                ? Optional.of(Duration.ofSeconds(seconds.longValue()))
                : Optional.empty();
    }
}
