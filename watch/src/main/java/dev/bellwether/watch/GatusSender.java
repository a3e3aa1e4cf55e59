package dev.bellwether.watch;

import static dev.bellwether.watch.ProviderJson.text;

import dev.bellwether.model.InvalidInput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Gatus' custom alerting with the body of the guide: each placeholder under its own name.
final class GatusSender implements Sender {
    @Override
    public String slug() {
        return "gatus";
    }

    @Override
    public String name() {
        return "Gatus";
    }

    @Override
    public String setup() {
        return "`alerting.custom` with the address below as `url`, POST as `method` and the body of"
                + " the guide.";
    }

    @Override
    public List<InboundEvent> read(InboundPayload payload) {
        JsonNode body = payload.json();
        String name = text(body, "endpoint", 255);
        if (name.isEmpty()) {
            throw new InvalidInput("endpoint", "is missing: put [ENDPOINT_NAME] there");
        }
        String group = text(body, "group", 255);
        String key = group.isEmpty() ? name : group + "/" + name;
        String status = text(body, "status", 40).toLowerCase(Locale.ROOT);
        if (status.equals("resolved")) {
            return List.of(InboundEvent.resolve(key));
        }
        if (!status.equals("triggered")) {
            throw new InvalidInput(
                    "status",
                    "'"
                            + status
                            + "' is neither TRIGGERED nor RESOLVED: put"
                            + " [ALERT_TRIGGERED_OR_RESOLVED] there");
        }
        String words = text(body, "description", InboundEvent.LONGEST_SUMMARY);
        String severity = text(body, "severity", 20);
        String errors = text(body, "errors", 1_500);
        String conditions = text(body, "conditions", 1_500);
        return List.of(
                InboundEvent.trigger(
                                key,
                                InboundSeverity.of(severity.isEmpty() ? "critical" : severity),
                                words.isBlank() ? key + " is unhealthy" : key + ": " + words)
                        .from(text(body, "url", 255))
                        .telling((errors + "\n" + conditions).strip())
                        .tagged(group.isEmpty() ? Map.of() : Map.of("group", group)));
    }
}
