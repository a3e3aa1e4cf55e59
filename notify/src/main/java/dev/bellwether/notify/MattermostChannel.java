package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Mattermost: an incoming webhook with one attachment. Its buttons carry no signature, so the link
/// opens the page with one button.
final class MattermostChannel implements HttpChannel {
    private static final int LONGEST = 7_000;

    @Override
    public Channel channel() {
        return Channel.MATTERMOST;
    }

    @Override
    public HttpCall call(Transport.Parcel parcel) {
        var text = ChatText.of(parcel);
        var attachment = new LinkedHashMap<String, Object>();
        attachment.put("fallback", text.title());
        attachment.put(
                "color", parcel.message().kind() == Delivery.Kind.PAGE ? "#C62828" : "#2E7D32");
        attachment.put("title", text.title());
        if (text.asks()) {
            attachment.put("title_link", text.link());
        }
        attachment.put(
                "text",
                ChatText.cut(plain(text.text()), LONGEST)
                        + (text.asks()
                                ? "\n\n[" + ChatText.TAKE_IT + "](" + text.link() + ")"
                                : ""));
        return HttpCall.json(
                parcel.address(),
                false,
                Map.of("username", "Bellwether", "attachments", List.of(attachment)));
    }

    /// No Markdown, and an at sign that mentions nobody.
    private static String plain(String text) {
        return text.replaceAll("([\\\\*_~`|>\\[\\]#])", "\\\\$1").replace("@", "@\u200b");
    }

    @Override
    public Outcome outcome(HttpReply reply) {
        return reply.outcome(reply.isGood() ? "" : reply.field("message"));
    }
}
