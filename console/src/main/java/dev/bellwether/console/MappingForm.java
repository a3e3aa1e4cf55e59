package dev.bellwether.console;

import dev.bellwether.model.Severity;
import dev.bellwether.watch.InboundMapping;
import dev.bellwether.watch.Integration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A mapping as fields of a form.
final class MappingForm {
    private MappingForm() {}

    static Form fill(Form form, Integration integration) {
        InboundMapping mapping = integration.mapping().orElse(InboundMapping.USUAL);
        return form.with("mapping.items", mapping.items())
                .with("mapping.key", mapping.key())
                .with("mapping.summary", mapping.summary())
                .with("mapping.action", mapping.action())
                .with("mapping.resolved", String.join(", ", mapping.resolved()))
                .with("mapping.acknowledged", String.join(", ", mapping.acknowledged()))
                .with("mapping.ignored", String.join(", ", mapping.ignored()))
                .with("mapping.severity", mapping.severity())
                .with(
                        "mapping.severities",
                        mapping.severities().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(e ->
                                        e.getKey()
                                                + " = "
                                                + e.getValue().name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining("\n")))
                .with("mapping.source", mapping.source())
                .with("mapping.details", mapping.details())
                .with("mapping.link", mapping.link())
                .with(
                        "mapping.tags",
                        mapping.tags().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(e -> e.getKey() + " = " + e.getValue())
                                .collect(Collectors.joining("\n")));
    }

    static InboundMapping read(Form form) {
        Map<String, Severity> severities = new LinkedHashMap<>();
        pairs(form, "mapping.severities")
                .forEach((word, name) -> {
                    try {
                        severities.put(
                                word.toLowerCase(Locale.ROOT),
                                Severity.valueOf(name.toUpperCase(Locale.ROOT)));
                    } catch (IllegalArgumentException e) {
                        form.wrong(
                                "mapping.severities",
                                "'" + name + "' is not one of info, warning, error, critical");
                    }
                });
        return new InboundMapping(
                form.text("mapping.items"),
                form.text("mapping.key"),
                form.text("mapping.summary"),
                form.text("mapping.action"),
                words(form, "mapping.resolved"),
                words(form, "mapping.acknowledged"),
                words(form, "mapping.ignored"),
                form.text("mapping.severity"),
                severities,
                form.text("mapping.source"),
                form.text("mapping.details"),
                form.text("mapping.link"),
                pairs(form, "mapping.tags"));
    }

    private static List<String> words(Form form, String field) {
        return Arrays.stream(form.text(field).split(","))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Map<String, String> pairs(Form form, String field) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String line : form.lines(field)) {
            int at = line.indexOf('=');
            if (at < 1) {
                form.wrong(field, "'" + line + "' is not of the form name = value");
            } else {
                pairs.put(line.substring(0, at).strip(), line.substring(at + 1).strip());
            }
        }
        return pairs;
    }
}
