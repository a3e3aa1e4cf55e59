package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Discord: "execute webhook" with `wait=true`, so that the answer is the message and not a
/// promise. Nobody is mentioned, whatever a title says.
final class DiscordChannel implements HttpChannel {
    private static final int RED = 0xC62828;
    private static final int GREEN = 0x2E7D32;
    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_TEXT = 3_000;

    @Override
    public Channel channel() {
        return Channel.DISCORD;
    }

    /// Discord limits each webhook to some five messages in two seconds.
    @Override
    public int parallelPerTarget() {
        return 1;
    }

    @Override
    public HttpCall call(Transport.Parcel parcel) {
        var text = ChatText.of(parcel);
        var embed = new LinkedHashMap<String, Object>();
        embed.put("title", ChatText.cut(plain(text.title()), LONGEST_TITLE));
        embed.put(
                "description",
                ChatText.cut(plain(text.text()), LONGEST_TEXT)
                        + (text.asks()
                                ? "\n\n[" + ChatText.TAKE_IT + "](" + text.link() + ")"
                                : ""));
        embed.put("color", parcel.message().kind() == Delivery.Kind.PAGE ? RED : GREEN);
        String url = parcel.address();
        return HttpCall.json(
                url + (url.contains("?") ? "&" : "?") + "wait=true",
                false,
                Map.of("embeds", List.of(embed), "allowed_mentions", Map.of("parse", List.of())));
    }

    private static String plain(String text) {
        return text.replaceAll("([\\\\*_~`|>\\[\\]#-])", "\\\\$1");
    }

    @Override
    public Outcome outcome(HttpReply reply) {
        if (reply.status() == 429) {
            return new Outcome.TryAgain(
                    reply.retryAfter().or(() -> seconds(reply.field("retry_after"))),
                    "HTTP 429: " + EmailAnswers.line(reply.field("message")),
                    false);
        }
        return reply.isGood()
                ? new Outcome.Delivered("message " + reply.field("id"))
                : reply.outcome((reply.field("code") + " " + reply.field("message")).strip());
    }

    /// `retry_after` has a fraction.
    private static Optional<Duration> seconds(String text) {
        try {
            return Optional.of(
                    Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1_000)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
