package dev.bellwether.watch;

import static dev.bellwether.watch.ProviderJson.text;

import dev.bellwether.model.Severity;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The webhook of somebody's Statuspage: its incidents, and the states of its components.
/// Maintenance raises nothing.
final class StatuspageSender implements Sender {
    @Override
    public String slug() {
        return "statuspage";
    }

    @Override
    public String name() {
        return "Statuspage";
    }

    @Override
    public String setup() {
        return "Subscribe to the page by webhook with the address below. For a page that is only to"
                + " be watched, follow the provider instead.";
    }

    @Override
    public List<InboundEvent> read(InboundPayload payload) {
        JsonNode body = payload.json();
        String page = text(body.path("page"), "id", 100);
        if (body.path("incident").isObject()) {
            return incident(body.path("incident"), page);
        }
        return body.path("component").isObject() && body.path("component_update").isObject()
                ? List.of(component(body, page))
                : List.of();
    }

    private static List<InboundEvent> incident(JsonNode incident, String page) {
        String key = "incident/" + page + "/" + text(incident, "id", 100);
        return switch (text(incident, "status", 40)) {
            case "resolved", "postmortem" -> List.of(InboundEvent.resolve(key));
            case "scheduled", "in_progress", "verifying", "completed" -> List.of();
            default -> {
                JsonNode last = incident.path("incident_updates").path(0);
                yield List.of(
                        InboundEvent.trigger(
                                        key,
                                        severity(text(incident, "impact", 20)),
                                        text(incident, "name", InboundEvent.LONGEST_SUMMARY))
                                .from(page)
                                .telling(text(last, "body", InboundEvent.LONGEST_DETAILS))
                                .at(text(incident, "shortlink", 2_000))
                                .tagged(Map.of("impact", text(incident, "impact", 20))));
            }
        };
    }

    private static InboundEvent component(JsonNode body, String page) {
        JsonNode component = body.path("component");
        JsonNode update = body.path("component_update");
        String key = "component/" + page + "/" + text(component, "id", 100);
        String status = text(update, "new_status", 40);
        if (status.equals("operational") || status.equals("under_maintenance")) {
            return InboundEvent.resolve(key);
        }
        String name = text(component, "name", 200);
        return InboundEvent.trigger(
                        key,
                        switch (status) {
                            case "major_outage" -> Severity.CRITICAL;
                            case "partial_outage" -> Severity.ERROR;
                            default -> Severity.WARNING;
                        },
                        name + " is in " + status.replace('_', ' '))
                .from(name);
    }

    private static Severity severity(String impact) {
        return switch (impact) {
            case "critical" -> Severity.CRITICAL;
            case "major" -> Severity.ERROR;
            case "none" -> Severity.INFO;
            default -> Severity.WARNING;
        };
    }
}
