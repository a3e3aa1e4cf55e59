package dev.bellwether.watch;

import static dev.bellwether.watch.ProviderJson.text;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.watch.InboundEvent.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Prometheus and whatever speaks like it: alerts posted to Alertmanager's API v2 (a list), and
/// Alertmanager's own webhook of version 4 (an object).
///
/// An alert by API is over when it says so, or when it was not said again: at the `endsAt` it
/// named, or after Alertmanager's standard five minutes. One by webhook is over when it says so.
final class AlertmanagerSender implements Sender {
    static final String SLUG = "alertmanager";
    static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);
    private static final int MOST_ALERTS = 2_000;

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String name() {
        return "Prometheus and Alertmanager";
    }

    @Override
    public String setup() {
        return "Prometheus: name this server in `alerting.alertmanagers`, with the path of the"
                + " address below as `path_prefix`. Alertmanager: a `webhook_configs` with the"
                + " address as `url`. amtool: the address as `--alertmanager.url`.";
    }

    @Override
    public List<InboundEvent> read(InboundPayload payload) {
        return payload.json().isArray()
                ? posted(payload.json(), payload.now())
                : webhook(payload.json());
    }

    /// API v2: `POST /api/v2/alerts`.
    static List<InboundEvent> posted(JsonNode list, Instant now) {
        if (list.size() > MOST_ALERTS) {
            throw new InvalidInput(
                    "alerts", "'" + list.size() + "' alerts at once; at most " + MOST_ALERTS);
        }
        var problems = new ArrayList<Problem>();
        var events = new ArrayList<InboundEvent>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode alert = list.get(i);
            Map<String, String> labels = labels(alert.path("labels"));
            if (labels.isEmpty()) {
                problems.add(new Problem(i + ".labels", "at least one label pair required"));
                continue;
            }
            Optional<Instant> start = time(alert, "startsAt");
            Optional<Instant> end = time(alert, "endsAt");
            if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
                problems.add(new Problem(i + ".endsAt", "start time must be before end time"));
                continue;
            }
            events.add(
                    event(
                            alert,
                            labels,
                            LabelFingerprint.of(labels),
                            end.filter(at -> !at.isAfter(now)).isPresent(),
                            Optional.of(end.orElse(now.plus(RESOLVE_TIMEOUT)))));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return events;
    }

    static List<InboundEvent> webhook(JsonNode body) {
        if (!body.path("alerts").isArray()) {
            throw new InvalidInput("alerts", "there is no list of alerts in it");
        }
        JsonNode list = body.path("alerts");
        if (list.size() > MOST_ALERTS) {
            throw new InvalidInput(
                    "alerts", "'" + list.size() + "' alerts at once; at most " + MOST_ALERTS);
        }
        // Told apart by group: the same alert in two groups was notified twice by Alertmanager too.
        String group = text(body, "groupKey", 2_000);
        var events = new ArrayList<InboundEvent>();
        for (JsonNode alert : list) {
            Map<String, String> labels = labels(alert.path("labels"));
            String fingerprint = text(alert, "fingerprint", 64);
            String key = fingerprint.isEmpty() ? LabelFingerprint.of(labels) : fingerprint;
            events.add(
                    event(
                            alert,
                            labels,
                            group.isEmpty()
                                    ? key
                                    : key + " in " + Tokens.digest(group).substring(0, 16),
                            text(alert, "status", 20).equals("resolved"),
                            Optional.empty()));
        }
        return events;
    }

    private static InboundEvent event(
            JsonNode alert,
            Map<String, String> labels,
            String key,
            boolean over,
            Optional<Instant> endsAt) {
        if (over) {
            return InboundEvent.resolve(key);
        }
        Map<String, String> notes = labels(alert.path("annotations"));
        String name = labels.getOrDefault("alertname", "Alert");
        String summary =
                first(notes, "summary", "title", "message")
                        .or(() -> first(notes, "description"))
                        .orElse(name);
        return new InboundEvent(
                Action.TRIGGER,
                Optional.of(key),
                InboundSeverity.of(labels.getOrDefault("severity", "error")),
                summary.contains(name) || summary.equals(name) ? summary : name + ": " + summary,
                first(labels, "instance", "job", "service").orElse(name),
                labels,
                first(notes, "description").filter(text -> !text.equals(summary)).orElse(""),
                first(
                                Map.of(
                                        "panel", text(alert, "panelURL", 2_000),
                                        "dashboard", text(alert, "dashboardURL", 2_000),
                                        "generator", text(alert, "generatorURL", 2_000),
                                        "runbook", notes.getOrDefault("runbook_url", "")),
                                "panel",
                                "dashboard",
                                "generator",
                                "runbook")
                        .orElse(""),
                Optional.empty(),
                time(alert, "startsAt"),
                endsAt,
                "");
    }

    private static Optional<String> first(Map<String, String> in, String... names) {
        for (String name : names) {
            String value = in.getOrDefault(name, "");
            if (!value.isBlank()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    static Map<String, String> labels(JsonNode node) {
        var labels = new LinkedHashMap<String, String>();
        node.properties()
                .forEach(entry -> {
                    String value = entry.getValue().asString("");
                    if (!value.isEmpty()) {
                        labels.put(entry.getKey(), value);
                    }
                });
        return labels;
    }

    /// Empty for Go's zero time, which says that there is none.
    private static Optional<Instant> time(JsonNode node, String field) {
        return ProviderJson.time(node, field).filter(at -> at.isAfter(Instant.EPOCH));
    }
}
