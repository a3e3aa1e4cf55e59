package dev.bellwether.api;

import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Events as GrowthBook's tracking plugin posts them, in our own words. `Experiment Viewed` is an
/// exposure of its `hashValue`; all else is a goal of the device, or of the user where no device is
/// named. They have neither ids nor times: each is new, and happened when it came.
final class TrackedEvents {
    private static final String VIEWED = "Experiment Viewed";

    private TrackedEvents() {}

    /// @return rows for [dev.bellwether.analytics.EventReader]; what is no array stays as it is
    static byte[] rows(byte[] body) {
        JsonNode given = InboundJson.tree(body);
        if (!given.isArray()) {
            return body;
        }
        ArrayNode rows = InboundJson.object().putArray("rows");
        for (JsonNode one : given) {
            rows.add(one.isObject() ? row(one) : one);
        }
        return InboundJson.bytes(rows);
    }

    private static ObjectNode row(JsonNode one) {
        JsonNode properties = one.path("properties_json");
        String name = one.path("event_name").asString("");
        ObjectNode row = InboundJson.object().put("id", UUID.randomUUID().toString());
        if (name.equals(VIEWED)) {
            row.put("kind", "exposure");
            row.put("name", properties.path("experimentId").asString(""));
            row.put("variation", properties.path("variationId").asString(""));
            row.put("visitor", first(properties.path("hashValue"), visitor(one)));
        } else {
            row.put("kind", "goal").put("name", name).put("visitor", visitor(one));
            if (properties.path("value").isNumber()) {
                row.set("value", properties.path("value"));
            }
        }
        if (properties.isObject()) {
            row.set("properties", properties);
        }
        return row;
    }

    private static String visitor(JsonNode one) {
        return first(one.path("device_id"), one.path("user_id").asString(""));
    }

    private static String first(JsonNode wanted, String otherwise) {
        String text = wanted.asString("");
        return text.isEmpty() ? otherwise : text;
    }
}
