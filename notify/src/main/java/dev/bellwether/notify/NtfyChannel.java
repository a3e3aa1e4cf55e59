package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// ntfy: JSON to the root of a server, with the topic inside. Its button opens the page with one
/// button: a topic's readers are whoever knows its name.
final class NtfyChannel implements HttpChannel {
    private static final int LONGEST = 3_000;
    private static final int URGENT = 5;
    private static final int USUAL = 3;

    private final ChannelSettings.Ntfy ntfy;

    NtfyChannel(ChannelSettings.Ntfy ntfy) {
        this.ntfy = ntfy;
    }

    @Override
    public Channel channel() {
        return Channel.NTFY;
    }

    @Override
    public HttpCall call(Transport.Parcel parcel) throws Unsuitable {
        String address = parcel.address().replaceAll("/+$", "");
        boolean web = address.startsWith("http");
        String server = web ? address.substring(0, address.lastIndexOf('/')) : ntfy.url();
        String topic = web ? address.substring(address.lastIndexOf('/') + 1) : address;
        if (!topic.matches("[-_A-Za-z0-9]{1,64}") || !server.matches("https?://[^/]+.*")) {
            throw new Unsuitable("the address names no topic");
        }
        var text = ChatText.of(parcel);
        boolean page = parcel.message().kind() == Delivery.Kind.PAGE;
        var body = new LinkedHashMap<String, Object>();
        body.put("topic", topic);
        body.put("title", ChatText.cut(text.title(), 250));
        body.put(
                "message",
                text.text().isEmpty() ? text.title() : ChatText.cut(text.text(), LONGEST));
        body.put("priority", parcel.message().isUrgent() ? URGENT : USUAL);
        body.put("tags", List.of(page ? "rotating_light" : "white_check_mark"));
        if (text.asks()) {
            body.put("click", text.link());
            body.put(
                    "actions",
                    List.of(
                            Map.of(
                                    "action",
                                    "view",
                                    "label",
                                    ChatText.TAKE_IT,
                                    "url",
                                    text.link(),
                                    "clear",
                                    true)));
        }
        boolean ours = server.equals(ntfy.url());
        HttpCall call = HttpCall.json(server + "/", ours, body);
        return ours && ntfy.token().isPresent() ? call.bearer(ntfy.token().get()) : call;
    }

    @Override
    public Outcome outcome(HttpReply reply) {
        return reply.isGood()
                ? new Outcome.Delivered("message " + reply.field("id"))
                : reply.outcome((reply.field("code") + " " + reply.field("error")).strip());
    }
}
