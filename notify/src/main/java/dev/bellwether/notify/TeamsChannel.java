package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Microsoft Teams: the webhook of a workflow ("Post to a channel when a webhook request is
/// received"), which takes a message with one Adaptive Card and answers 202.
final class TeamsChannel implements HttpChannel {
    /// A message may have 28 KB in all.
    private static final int LONGEST = 8_000;

    @Override
    public Channel channel() {
        return Channel.TEAMS;
    }

    @Override
    public HttpCall call(Transport.Parcel parcel) {
        return HttpCall.json(
                parcel.address(),
                false,
                Map.of(
                        "type",
                        "message",
                        "attachments",
                        List.of(
                                Map.of(
                                        "contentType",
                                        "application/vnd.microsoft.card.adaptive",
                                        "content",
                                        card(ChatText.of(parcel))))));
    }

    private static Map<String, Object> card(ChatText text) {
        var body = new ArrayList<Map<String, Object>>();
        body.add(
                Map.of(
                        "type",
                        "TextBlock",
                        "size",
                        "Large",
                        "weight",
                        "Bolder",
                        "wrap",
                        true,
                        "text",
                        plain(text.title())));
        if (!text.text().isEmpty()) {
            body.add(
                    Map.of(
                            "type",
                            "TextBlock",
                            "wrap",
                            true,
                            "text",
                            plain(ChatText.cut(text.text(), LONGEST))));
        }
        var card = new LinkedHashMap<String, Object>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("body", body);
        if (text.asks()) {
            card.put(
                    "actions",
                    List.of(
                            Map.of(
                                    "type",
                                    "Action.OpenUrl",
                                    "title",
                                    ChatText.TAKE_IT,
                                    "url",
                                    text.link())));
        }
        return card;
    }

    /// A TextBlock reads a part of Markdown: its marks are said as they are.
    private static String plain(String text) {
        return text.replaceAll("([\\\\*_\\[\\]`~#])", "\\\\$1").replace("\n", "\n\n");
    }

    @Override
    public Outcome outcome(HttpReply reply) {
        return reply.outcome(reply.isGood() ? "" : reply.body());
    }
}
