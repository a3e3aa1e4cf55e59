package dev.bellwether.watch;

import static dev.bellwether.watch.ProviderJson.text;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.Severity;
import dev.bellwether.watch.InboundEvent.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// PagerDuty's Events API v2, and v1 where it is told apart by its `service_key`. What it refuses,
/// and in which words, is what PagerDuty's own endpoint says.
final class PagerDutySender implements Sender {
    static final String SLUG = "pagerduty";
    private static final int LONGEST_DEDUP = 255;
    private static final List<String> SEVERITIES = List.of("critical", "warning", "error", "info");

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String name() {
        return "PagerDuty Events API";
    }

    @Override
    public String setup() {
        return "Whatever sends to PagerDuty's Events API v2: put the address of this server in the"
                + " place of https://events.pagerduty.com, and the key in the place of the routing"
                + " key.";
    }

    @Override
    public List<InboundEvent> read(InboundPayload payload) {
        JsonNode body = payload.json();
        if (body.has("service_key")) {
            return List.of(first(body));
        }
        var problems = new ArrayList<Problem>();
        if (!body.isObject()) {
            throw new InvalidInput("body", "The event is not a JSON object");
        }
        String action = text(body, "event_action", 40);
        String key = text(body, "dedup_key", LONGEST_DEDUP + 1);
        if (!List.of("trigger", "acknowledge", "resolve").contains(action)) {
            problems.add(
                    new Problem(
                            "event_action",
                            "'event_action' is missing or is not one of \"trigger\","
                                    + " \"acknowledge\", \"resolve\""));
        } else if (!action.equals("trigger") && key.isEmpty()) {
            problems.add(
                    new Problem(
                            "dedup_key",
                            "'dedup_key' is missing or blank, and is required to " + action));
        }
        if (key.length() > LONGEST_DEDUP) {
            problems.add(
                    new Problem(
                            "dedup_key",
                            "Length of 'dedup_key' is more than the maximum of "
                                    + LONGEST_DEDUP
                                    + " characters"));
        }
        if (action.equals("trigger")) {
            problems(body.path("payload"), problems);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return List.of(event(body, action, key));
    }

    private static void problems(JsonNode payload, List<Problem> problems) {
        if (!payload.isObject()) {
            problems.add(new Problem("payload", "'payload' is missing or is not an object"));
            return;
        }
        for (String field : List.of("summary", "source")) {
            JsonNode value = payload.path(field);
            if (!value.isString() || value.stringValue().isBlank()) {
                problems.add(
                        new Problem(
                                "payload." + field, "'payload." + field + "' is missing or blank"));
            }
        }
        String summary = text(payload, "summary", 4_000);
        if (summary.length() > InboundEvent.LONGEST_SUMMARY) {
            problems.add(
                    new Problem(
                            "payload.summary",
                            "Length of 'payload.summary' is more than the maximum of "
                                    + InboundEvent.LONGEST_SUMMARY
                                    + " characters"));
        }
        if (!SEVERITIES.contains(text(payload, "severity", 40))) {
            problems.add(
                    new Problem(
                            "payload.severity",
                            "'payload.severity' is missing or is not one of \"critical\","
                                    + " \"warning\", \"error\", \"info\""));
        }
        JsonNode time = payload.path("timestamp");
        if (!time.isMissingNode()
                && !time.isNull()
                && !(time.isString() && ProviderTime.parse(time.stringValue()).isPresent())) {
            problems.add(new Problem("payload.timestamp", "'payload.timestamp' is not ISO 8601"));
        }
    }

    private static InboundEvent event(JsonNode body, String action, String key) {
        Optional<String> dedup = key.isEmpty() ? Optional.empty() : Optional.of(key);
        JsonNode payload = body.path("payload");
        if (!action.equals("trigger")) {
            return InboundEvent.about(
                    key, action.equals("resolve") ? Action.RESOLVE : Action.ACKNOWLEDGE, "");
        }
        Severity severity =
                Severity.valueOf(text(payload, "severity", 40).toUpperCase(Locale.ROOT));
        var tags = new LinkedHashMap<String, String>();
        for (String field : List.of("component", "group", "class")) {
            put(tags, field, text(payload, field, 500));
        }
        put(tags, "client", text(body, "client", 500));
        JsonNode details = payload.path("custom_details");
        details.properties()
                .forEach(entry -> {
                    if (entry.getValue().isValueNode()) {
                        put(tags, entry.getKey(), entry.getValue().asString());
                    }
                });
        return new InboundEvent(
                Action.TRIGGER,
                dedup,
                severity,
                text(payload, "summary", InboundEvent.LONGEST_SUMMARY),
                text(payload, "source", InboundEvent.LONGEST_SOURCE),
                tags,
                details.isMissingNode() || details.isNull()
                        ? ""
                        : details.isString() ? details.stringValue() : details.toPrettyString(),
                link(body),
                Optional.empty(),
                ProviderJson.time(payload, "timestamp"),
                Optional.empty(),
                "");
    }

    private static String link(JsonNode body) {
        String client = text(body, "client_url", 2_000);
        return client.isEmpty() ? text(body.path("links").path(0), "href", 2_000) : client;
    }

    /// API v1: generic/2010-04-15.
    private static InboundEvent first(JsonNode body) {
        String type = text(body, "event_type", 40);
        String key = text(body, "incident_key", LONGEST_DEDUP);
        String words = text(body, "description", InboundEvent.LONGEST_SUMMARY);
        switch (type) {
            case "trigger" -> {
                if (words.isBlank()) {
                    throw new InvalidInput("description", "Description is missing or blank");
                }
            }
            case "acknowledge", "resolve" -> {
                if (key.isBlank()) {
                    throw new InvalidInput("incident_key", "Incident key is missing or blank");
                }
                return InboundEvent.about(
                        key, type.equals("resolve") ? Action.RESOLVE : Action.ACKNOWLEDGE, words);
            }
            default ->
                    throw new InvalidInput(
                            "event_type", "Event type is not one of trigger, acknowledge, resolve");
        }
        JsonNode details = body.path("details");
        return new InboundEvent(
                Action.TRIGGER,
                key.isEmpty() ? Optional.empty() : Optional.of(key),
                Severity.CRITICAL,
                words,
                text(body, "client", InboundEvent.LONGEST_SOURCE),
                Map.of(),
                details.isMissingNode() ? "" : details.toPrettyString(),
                text(body, "client_url", 2_000),
                Optional.empty(),
                Optional.<Instant>empty(),
                Optional.empty(),
                "");
    }

    private static void put(Map<String, String> tags, String name, String value) {
        if (!value.isBlank()) {
            tags.put(name, value);
        }
    }
}
