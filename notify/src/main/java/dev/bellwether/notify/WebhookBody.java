package dev.bellwether.notify;

import dev.bellwether.store.Json;
import java.time.Instant;
import java.util.LinkedHashMap;

/// What a webhook says. `id` is the same for every attempt of one message: a receiver that has seen
/// it has seen the message.
final class WebhookBody {
    private WebhookBody() {}

    static String of(Transport.Parcel parcel, Instant now) {
        Outbound message = parcel.message();
        var body = new LinkedHashMap<String, Object>();
        body.put("id", parcel.key());
        body.put("type", type(message.kind()));
        body.put("organization", message.organization().value());
        message.said().alert().ifPresent(alert -> body.put("alert", alert.value()));
        message.said().incident().ifPresent(incident -> body.put("incident", incident.value()));
        message.said().person().ifPresent(person -> body.put("person", person.value()));
        body.put("title", message.said().title());
        body.put("text", message.said().text());
        if (!parcel.acknowledge().isEmpty()) {
            body.put("acknowledge_url", parcel.acknowledge());
        }
        body.put("attempt", message.attempt());
        body.put("possible_duplicate", message.possibleDuplicate());
        body.put("queued_at", message.said().queuedAt().toString());
        body.put("sent_at", now.toString());
        return Json.write(body);
    }

    private static String type(Delivery.Kind kind) {
        return switch (kind) {
            case PAGE -> "page";
            case RESOLVED -> "resolved";
            case ACKNOWLEDGED -> "acknowledged";
            case BACKLOG -> "backlog";
            case MAIL -> "message";
        };
    }
}
