package dev.bellwether.watch;

import static dev.bellwether.watch.ProviderJson.text;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Sentry's integration platform: issues, issue alerts and metric alerts, signed with the client
/// secret of the internal integration. An issue alert and the issue it is about have one key, so
/// that resolving the issue ends the alert.
final class SentrySender implements Sender {
    @Override
    public String slug() {
        return "sentry";
    }

    @Override
    public String name() {
        return "Sentry";
    }

    @Override
    public String setup() {
        return "An internal integration with the address below as webhook URL, with issues and alert"
                + " rule actions switched on. Its client secret is the secret here.";
    }

    @Override
    public boolean signs() {
        return true;
    }

    @Override
    public void verify(InboundPayload payload, SenderTrust trust) {
        SenderMac.require(
                trust.secret()
                        .orElseThrow(() ->
                                new SenderRefused("no secret is set to check the signature with")),
                payload.raw(),
                payload.header("sentry-hook-signature")
                        .orElseThrow(() ->
                                new SenderRefused("the header Sentry-Hook-Signature is missing")),
                "Sentry-Hook-Signature");
    }

    @Override
    public List<InboundEvent> read(InboundPayload payload) {
        JsonNode body = payload.json();
        JsonNode data = body.path("data");
        String action = text(body, "action", 40);
        if (data.path("metric_alert").isObject()) {
            return metric(data, action);
        }
        if (data.path("event").isObject()) {
            return List.of(event(data));
        }
        return data.path("issue").isObject() ? issue(data.path("issue"), action) : List.of();
    }

    private static List<InboundEvent> issue(JsonNode issue, String action) {
        String key = key(ProviderJson.id(issue, "id"));
        return switch (action) {
            case "resolved", "ignored", "archived" -> List.of(InboundEvent.resolve(key));
            case "created", "unresolved" ->
                    List.of(
                            InboundEvent.trigger(
                                            key, severity(text(issue, "level", 20)), title(issue))
                                    .from(text(issue, "culprit", 255))
                                    .at(first(issue, "web_url", "permalink"))
                                    .tagged(tags(issue)));
            // Assigned and the like: of no weight to whoever is on call.
            default -> List.of();
        };
    }

    private static InboundEvent event(JsonNode data) {
        JsonNode event = data.path("event");
        String rule = text(data, "triggered_rule", 200);
        return InboundEvent.trigger(
                        key(ProviderJson.id(event, "issue_id")),
                        severity(text(event, "level", 20)),
                        title(event))
                .from(text(event, "culprit", 255))
                .at(first(event, "web_url", "url"))
                .telling(rule.isEmpty() ? "" : "Rule: " + rule)
                .tagged(tags(event));
    }

    private static List<InboundEvent> metric(JsonNode data, String action) {
        JsonNode alert = data.path("metric_alert");
        String id = ProviderJson.id(alert, "id");
        if (id.isEmpty()) {
            throw new InvalidInput("data.metric_alert.id", "is missing");
        }
        String key = "metric/" + id;
        if (action.equals("resolved")) {
            return List.of(InboundEvent.resolve(key));
        }
        return List.of(
                InboundEvent.trigger(
                                key,
                                action.equals("critical") ? Severity.CRITICAL : Severity.WARNING,
                                first(data, "description_title", "description_text"))
                        .from(text(alert.path("alert_rule"), "name", 255))
                        .telling(text(data, "description_text", InboundEvent.LONGEST_DETAILS))
                        .at(text(data, "web_url", 2_000)));
    }

    private static String key(String issue) {
        if (issue.isEmpty()) {
            throw new InvalidInput("data", "names no issue");
        }
        return "issue/" + issue;
    }

    private static String title(JsonNode of) {
        String title = first(of, "title", "message");
        return title.isEmpty() ? "An issue without a title" : title;
    }

    private static Map<String, String> tags(JsonNode of) {
        var tags = new LinkedHashMap<String, String>();
        for (String field : List.of("environment", "platform", "level", "shortId", "release")) {
            String value = text(of, field, 200);
            if (!value.isEmpty()) {
                tags.put(field, value);
            }
        }
        String project = text(of.path("project"), "slug", 200);
        if (!project.isEmpty()) {
            tags.put("project", project);
        }
        return tags;
    }

    private static Severity severity(String level) {
        return switch (level) {
            case "fatal" -> Severity.CRITICAL;
            case "warning" -> Severity.WARNING;
            case "info", "debug", "sample" -> Severity.INFO;
            default -> Severity.ERROR;
        };
    }

    private static String first(JsonNode of, String one, String other) {
        String value = text(of, one, 2_000);
        return value.isEmpty() ? text(of, other, 2_000) : value;
    }
}
