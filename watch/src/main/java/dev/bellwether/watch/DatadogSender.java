package dev.bellwether.watch;

import static dev.bellwether.watch.ProviderJson.text;

import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Severity;
import dev.bellwether.watch.InboundEvent.Action;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Datadog's Webhooks integration. Its payload is a template of the customer's; ours (in the guide)
/// names each variable after itself. With the standard template the transition is read from the
/// title, such as `[Recovered on {host:db}] Disk`.
final class DatadogSender implements Sender {
    private static final int MOST_TAGS = 50;

    @Override
    public String slug() {
        return "datadog";
    }

    @Override
    public String name() {
        return "Datadog";
    }

    @Override
    public String setup() {
        return "A webhook (Integrations, Webhooks) with the address below and the payload of the"
                + " guide, and @webhook-NAME in the message of each monitor.";
    }

    @Override
    public List<InboundEvent> read(InboundPayload payload) {
        JsonNode body = payload.json();
        String title = text(body, "title", InboundEvent.LONGEST_SUMMARY);
        String key =
                List.of("alert_cycle_key", "aggreg_key", "alert_id", "id").stream()
                        .map(field -> ProviderJson.id(body, field))
                        .filter(id -> !id.isEmpty())
                        .findFirst()
                        .orElseThrow(() ->
                                new InvalidInput(
                                        "alert_cycle_key",
                                        "is missing, and so are aggreg_key, alert_id and id:"
                                                + " nothing tells which alert it is"));
        String transition = transition(body, title);
        if (transition.startsWith("recovered")) {
            return List.of(InboundEvent.resolve(key));
        }
        if (title.isBlank()) {
            throw new InvalidInput("title", "is missing");
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (String tag : text(body, "tags", 4_000).split(",", MOST_TAGS + 1)) {
            int colon = tag.indexOf(':');
            if (!tag.isBlank() && tags.size() < MOST_TAGS) {
                tags.put(
                        colon > 0 ? tag.substring(0, colon).strip() : tag.strip(),
                        colon > 0 ? tag.substring(colon + 1).strip() : "true");
            }
        }
        return List.of(
                InboundEvent.trigger(key, severity(body, transition), title)
                        .from(text(body, "hostname", 255))
                        .tagged(tags)
                        .telling(text(body, "body", InboundEvent.LONGEST_DETAILS))
                        .at(text(body, "link", 2_000))
                        .prior(priority(text(body, "priority", 10)))
                        .as(Action.TRIGGER));
    }

    private static String transition(JsonNode body, String title) {
        String said = text(body, "alert_transition", 40);
        return (said.isEmpty() && title.startsWith("[") ? title.substring(1) : said)
                .toLowerCase(Locale.ROOT);
    }

    private static Severity severity(JsonNode body, String transition) {
        if (transition.startsWith("warn") || transition.startsWith("re-warn")) {
            return Severity.WARNING;
        }
        return switch (text(body, "alert_type", 20).toLowerCase(Locale.ROOT)) {
            case "warning" -> Severity.WARNING;
            case "info", "success" -> Severity.INFO;
            default ->
                    priority(text(body, "priority", 10)).filter(Priority.P1::equals).isPresent()
                            ? Severity.CRITICAL
                            : Severity.ERROR;
        };
    }

    private static Optional<Priority> priority(String text) {
        try {
            return Optional.of(Priority.valueOf(text.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
