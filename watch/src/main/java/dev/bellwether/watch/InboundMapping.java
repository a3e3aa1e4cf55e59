package dev.bellwether.watch;

import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// How the JSON of any sender becomes events. Each text is a path such as `$.alert.host`, or words
/// with paths in braces such as `Disk of {$.host} is full`; empty leaves the field out.
///
/// @param items a path to a list of which each element is an event; empty: the document is one
/// @param key the sender's own name of the alert; equal keys are one alert
/// @param summary in one line
/// @param action what says whether it begins or ends
/// @param resolved values of `action` that mean it is over, in lower case
/// @param acknowledged values of `action` that mean somebody has it
/// @param ignored values of `action` that mean nothing for us; any other value is a trigger
/// @param severity what says how bad it is
/// @param severities its values in lower case and what they mean; `critical`, `error`, `warning`
///   and `info` are known without
/// @param tags further facts by name
public record InboundMapping(
        String items,
        String key,
        String summary,
        String action,
        List<String> resolved,
        List<String> acknowledged,
        List<String> ignored,
        String severity,
        Map<String, Severity> severities,
        String source,
        String details,
        String link,
        Map<String, String> tags) {
    private static final int MOST = 30;
    private static final int MOST_ITEMS = 1_000;

    /// The names that most senders use.
    public static final InboundMapping USUAL =
            new InboundMapping(
                    "",
                    "$.key",
                    "$.summary",
                    "$.status",
                    List.of("resolved", "ok", "up", "closed", "recovered"),
                    List.of("acknowledged"),
                    List.of(),
                    "$.severity",
                    Map.of(),
                    "$.source",
                    "$.details",
                    "$.link",
                    Map.of());

    public InboundMapping {
        resolved = List.copyOf(resolved);
        acknowledged = List.copyOf(acknowledged);
        ignored = List.copyOf(ignored);
        severities = Map.copyOf(severities);
        tags = Map.copyOf(tags);
    }

    /// What is wrong with it, each under its field.
    List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        texts().forEach((field, text) ->
                JsonText.problem(text).ifPresent(why -> problems.add(new Problem(field, why))));
        if (!items.isEmpty() && !items.startsWith("$")) {
            problems.add(
                    new Problem("mapping.items", "'" + items + "' is not a path such as $.alerts"));
        }
        if (key.isBlank()) {
            problems.add(
                    new Problem(
                            "mapping.key",
                            "is missing: without a key nothing that comes in can end what came"
                                    + " before"));
        }
        if (summary.isBlank()) {
            problems.add(new Problem("mapping.summary", "is missing"));
        }
        if (tags.size() > MOST || severities.size() > MOST || resolved.size() > MOST) {
            problems.add(
                    new Problem("mapping", "at most " + MOST + " entries of a kind are taken"));
        }
        return problems;
    }

    private Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        texts.put("mapping.items", items);
        texts.put("mapping.key", key);
        texts.put("mapping.summary", summary);
        texts.put("mapping.action", action);
        texts.put("mapping.severity", severity);
        texts.put("mapping.source", source);
        texts.put("mapping.details", details);
        texts.put("mapping.link", link);
        tags.forEach((name, text) -> texts.put("mapping.tags." + name, text));
        return texts;
    }

    /// @throws dev.bellwether.model.InvalidInput when a key or a summary cannot be found in it
    List<InboundEvent> read(JsonNode body) {
        if (items.isEmpty()) {
            return one(body).stream().toList();
        }
        JsonNode list = JsonText.at(items, body);
        if (!list.isArray()) {
            throw new dev.bellwether.model.InvalidInput(
                    items, "there is no list at this place of the payload");
        }
        var events = new ArrayList<InboundEvent>();
        for (int i = 0; i < Math.min(MOST_ITEMS, list.size()); i++) {
            one(list.get(i)).ifPresent(events::add);
        }
        return events;
    }

    private Optional<InboundEvent> one(JsonNode body) {
        String said = JsonText.fill(action, body).strip().toLowerCase(java.util.Locale.ROOT);
        if (ignored.contains(said)) {
            return Optional.empty();
        }
        String name = JsonText.fill(key, body).strip();
        if (!JsonText.finds(key, body)) {
            throw new dev.bellwether.model.InvalidInput(
                    key, "the key is empty: there is nothing at this place of the payload");
        }
        if (resolved.contains(said)) {
            return Optional.of(InboundEvent.resolve(name));
        }
        if (acknowledged.contains(said)) {
            return Optional.of(InboundEvent.about(name, InboundEvent.Action.ACKNOWLEDGE, ""));
        }
        String words = JsonText.fill(summary, body).strip();
        if (!JsonText.finds(summary, body)) {
            throw new dev.bellwether.model.InvalidInput(
                    summary, "the summary is empty: there is nothing at this place of the payload");
        }
        var found = new LinkedHashMap<String, String>();
        tags.forEach((tag, text) -> {
            String value = JsonText.fill(text, body);
            if (!value.isEmpty()) {
                found.put(tag, value);
            }
        });
        String bad = JsonText.fill(severity, body).strip().toLowerCase(java.util.Locale.ROOT);
        return Optional.of(
                InboundEvent.trigger(
                                name,
                                Optional.ofNullable(severities.get(bad))
                                        .orElseGet(() -> InboundSeverity.of(bad)),
                                words)
                        .from(JsonText.fill(source, body))
                        .telling(JsonText.fill(details, body))
                        .at(JsonText.fill(link, body))
                        .tagged(found));
    }
}
