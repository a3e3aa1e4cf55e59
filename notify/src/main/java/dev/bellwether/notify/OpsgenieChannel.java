package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.util.LinkedHashMap;
import java.util.Map;

/// Opsgenie, outbound: the Alert API. The alias is our alert, by which theirs is acknowledged and
/// closed with it.
final class OpsgenieChannel implements HttpChannel {
    private final String url;
    private final String base;

    OpsgenieChannel(ChannelSettings settings) {
        this.url = settings.opsgenie();
        this.base = settings.base();
    }

    @Override
    public Channel channel() {
        return Channel.OPSGENIE;
    }

    @Override
    public HttpCall call(Transport.Parcel parcel) {
        var message = parcel.message();
        String alias = message.said().alert().map(Object::toString).orElse(parcel.key());
        HttpCall call =
                switch (message.kind()) {
                    case PAGE, MAIL, BACKLOG -> create(parcel, alias);
                    case ACKNOWLEDGED -> follow(alias, "acknowledge");
                    case RESOLVED -> follow(alias, "close");
                };
        return call.with("Authorization", "GenieKey " + parcel.address());
    }

    private HttpCall create(Transport.Parcel parcel, String alias) {
        var text = ChatText.of(parcel);
        var body = new LinkedHashMap<String, Object>();
        body.put("message", ChatText.cut(text.title(), 130));
        body.put("alias", alias);
        body.put("description", text.whole(15_000));
        body.put("priority", priority(parcel.message()));
        body.put("source", base.isEmpty() ? "bellwether" : base);
        return HttpCall.json(url + "/v2/alerts", true, body);
    }

    private HttpCall follow(String alias, String what) {
        return HttpCall.json(
                url + "/v2/alerts/" + HttpCall.encode(alias) + "/" + what + "?identifierType=alias",
                true,
                Map.of("source", "bellwether", "note", "As in Bellwether"));
    }

    private static String priority(Outbound message) {
        return message.kind() != Delivery.Kind.PAGE ? "P5" : message.isUrgent() ? "P1" : "P4";
    }

    @Override
    public Outcome outcome(HttpReply reply) {
        return reply.isGood()
                ? new Outcome.Delivered("request " + reply.field("requestId"))
                : reply.outcome(reply.field("message"));
    }
}
