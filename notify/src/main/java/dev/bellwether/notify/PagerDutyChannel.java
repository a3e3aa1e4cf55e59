package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// PagerDuty, outbound: Events API v2. One alert of ours is one of theirs, by its dedup key; it is
/// acknowledged and resolved there as it is here.
final class PagerDutyChannel implements HttpChannel {
    private final String url;
    private final String base;

    PagerDutyChannel(ChannelSettings settings) {
        this.url = settings.pagerduty();
        this.base = settings.base();
    }

    @Override
    public Channel channel() {
        return Channel.PAGERDUTY;
    }

    @Override
    public HttpCall call(Transport.Parcel parcel) {
        var message = parcel.message();
        var text = ChatText.of(parcel);
        var body = new LinkedHashMap<String, Object>();
        body.put("routing_key", parcel.address());
        body.put("dedup_key", message.said().alert().map(Object::toString).orElse(parcel.key()));
        body.put(
                "event_action",
                switch (message.kind()) {
                    case PAGE, MAIL, BACKLOG -> "trigger";
                    case ACKNOWLEDGED -> "acknowledge";
                    case RESOLVED -> "resolve";
                });
        body.put("client", "Bellwether");
        body.put("client_url", base);
        var payload = new LinkedHashMap<String, Object>();
        payload.put("summary", ChatText.cut(message.said().title(), 1_024));
        payload.put("source", base.isEmpty() ? "bellwether" : base);
        payload.put("severity", severity(message));
        payload.put("timestamp", message.said().queuedAt().toString());
        payload.put("custom_details", Map.of("text", ChatText.cut(text.text(), 10_000)));
        body.put("payload", payload);
        if (text.asks()) {
            body.put("links", List.of(Map.of("href", text.link(), "text", ChatText.TAKE_IT)));
        }
        return HttpCall.json(url + "/v2/enqueue", true, body);
    }

    private static String severity(Outbound message) {
        return message.kind() != Delivery.Kind.PAGE
                ? "info"
                : message.isUrgent() ? "critical" : "warning";
    }

    @Override
    public Outcome outcome(HttpReply reply) {
        return reply.isGood()
                ? new Outcome.Delivered("taken as " + reply.field("dedup_key"))
                : reply.outcome((reply.field("message") + " " + reply.field("errors")).strip());
    }
}
