package dev.bellwether.statuspage;

import dev.bellwether.model.ComponentId;
import dev.bellwether.model.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A component's uptime in a month.
///
/// @param month such as `2026-05`, of the page's time zone
/// @param seconds at each status
/// @param lower percent, unknown time taken as down; empty when nothing but maintenance is recorded
/// @param upper percent, unknown time taken as up
/// @param target percent
/// @param result `met`, `missed`, or `open` while unknown time could tip it
public record UptimeRow(
        ComponentId component,
        String name,
        String month,
        Map<Status, Long> seconds,
        Optional<Double> lower,
        Optional<Double> upper,
        Optional<Double> target,
        Optional<String> result) {
    public UptimeRow {
        seconds = Map.copyOf(seconds);
    }

    /// As its page says them: one source for visitors and programs.
    static List<UptimeRow> of(Bundle bundle) {
        Document document = bundle.documents().get(UptimeFiles.JSON);
        if (document == null) {
            return List.of();
        }
        JsonNode root = V2.read(new String(document.bytes(), StandardCharsets.UTF_8));
        var rows = new ArrayList<UptimeRow>();
        for (JsonNode component : root.path("components")) {
            for (JsonNode month : component.path("months")) {
                rows.add(of(component, month));
            }
        }
        return List.copyOf(rows);
    }

    private static UptimeRow of(JsonNode component, JsonNode month) {
        var seconds = new EnumMap<Status, Long>(Status.class);
        for (Status status : Status.values()) {
            String name = status.name().toLowerCase(Locale.ROOT) + "_seconds";
            seconds.put(status, month.path(name).asLong());
        }
        return new UptimeRow(
                new ComponentId(component.path("id").asString()),
                component.path("name").asString(),
                month.path("month").asString(),
                seconds,
                number(month.path("lower")),
                number(month.path("upper")),
                number(component.path("target")),
                Optional.of(month.path("result"))
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString));
    }

    private static Optional<Double> number(JsonNode node) {
        return node.isNumber() ? Optional.of(node.asDouble()) : Optional.empty();
    }
}
