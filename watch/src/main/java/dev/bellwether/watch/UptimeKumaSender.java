package dev.bellwether.watch;

import static dev.bellwether.watch.ProviderJson.text;

import dev.bellwether.model.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Uptime Kuma's webhook with its standard JSON body: a heartbeat (0 down, 1 up, 2 pending, 3
/// maintenance) and its monitor.
final class UptimeKumaSender implements Sender {
    @Override
    public String slug() {
        return "uptime-kuma";
    }

    @Override
    public String name() {
        return "Uptime Kuma";
    }

    @Override
    public String setup() {
        return "A notification of the kind Webhook with the address below and the preset"
                + " application/json.";
    }

    @Override
    public List<InboundEvent> read(InboundPayload payload) {
        JsonNode beat = payload.json().path("heartbeat");
        JsonNode monitor = payload.json().path("monitor");
        String id =
                ProviderJson.id(monitor, "id").isEmpty()
                        ? ProviderJson.id(beat, "monitorID")
                        : ProviderJson.id(monitor, "id");
        if (!beat.isObject() || id.isEmpty()) {
            // The test button, and reminders of certificates.
            return List.of();
        }
        return switch (beat.path("status").asInt(-1)) {
            case 0 -> List.of(down(id, beat, monitor, text(payload.json(), "msg", 1_000)));
            case 1 -> List.of(InboundEvent.resolve(id));
            default -> List.of();
        };
    }

    private static InboundEvent down(String id, JsonNode beat, JsonNode monitor, String message) {
        String name = text(monitor, "name", 200);
        String why = text(beat, "msg", 500);
        return InboundEvent.trigger(
                        id,
                        Severity.CRITICAL,
                        name.isEmpty()
                                ? message
                                : name + " is down" + (why.isEmpty() ? "" : ": " + why))
                .from(
                        text(monitor, "url", 255).isEmpty()
                                        || text(monitor, "url", 255).equals("https://")
                                ? text(monitor, "hostname", 255)
                                : text(monitor, "url", 255))
                .telling(message)
                .tagged(tags(monitor));
    }

    private static Map<String, String> tags(JsonNode monitor) {
        var tags = new LinkedHashMap<String, String>();
        String type = text(monitor, "type", 50);
        if (!type.isEmpty()) {
            tags.put("type", type);
        }
        for (JsonNode tag : ProviderJson.objects(monitor, "tags")) {
            String value = text(tag, "value", 200);
            tags.put(text(tag, "name", 100), value.isEmpty() ? "true" : value);
        }
        return tags;
    }
}
