package dev.bellwether.watch;

import dev.bellwether.store.JsonFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON of strangers, read within bounds: depth, number of values, lengths. The bounds hold before
/// a tree is built, so the tree of the worst 5 MB weighs tens of megabytes, not gigabytes.
final class ProviderJson {
    private static final int DEPTH = 32;
    private static final int VALUES = 400_000;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH)
                                                    .maxTokenCount(VALUES)
                                                    .maxStringLength(1 << 20)
                                                    .maxNameLength(1_000)
                                                    .maxNumberLength(40)
                                                    .build())
                                    .build())
                    .build();

    private ProviderJson() {}

    /// @throws UnreadablePage when it is not JSON, or beyond the bounds
    static JsonNode tree(byte[] body) {
        JsonNode tree = any(body);
        if (!tree.isObject()) {
            throw new UnreadablePage("The answer is no JSON object");
        }
        return tree;
    }

    /// @throws UnreadablePage when it is not a JSON array, or beyond the bounds
    static JsonNode list(byte[] body) {
        JsonNode tree = any(body);
        if (!tree.isArray()) {
            throw new UnreadablePage("The answer is no JSON array");
        }
        return tree;
    }

    /// In UTF-8, UTF-16 or UTF-32, with or without a byte order mark.
    private static JsonNode any(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new UnreadablePage(
                    "The answer is no JSON we read. " + cut(JsonFault.of(body, e), 200));
        }
    }

    /// The text of a field, cut at `longest` characters; empty when it is missing or no text.
    static String text(JsonNode node, String field, int longest) {
        JsonNode value = node.get(field);
        return value != null && value.isString() ? cut(value.stringValue(), longest) : "";
    }

    /// The text of a field, or its number written out, as ids are given; empty otherwise.
    static String id(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value != null && value.isIntegralNumber()
                ? cut(value.asString(), 40)
                : text(node, field, 300);
    }

    /// The objects of an array; empty when the field is missing or no array.
    static List<JsonNode> objects(JsonNode node, String field) {
        JsonNode array = node.path(field);
        if (!array.isArray()) {
            return List.of();
        }
        var objects = new ArrayList<JsonNode>();
        for (JsonNode item : array) {
            if (item.isObject()) {
                objects.add(item);
            }
        }
        return objects;
    }

    /// The time of a field; `otherwise` when it is missing or no time.
    static Instant time(JsonNode node, String field, Instant otherwise) {
        return time(node, field).orElse(otherwise);
    }

    /// The time of a field, written in any form of [ProviderTime] or as a number since 1970.
    static Optional<Instant> time(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value != null && value.isIntegralNumber() && value.canConvertToLong()
                ? ProviderTime.epoch(value.longValue())
                : ProviderTime.parse(text(node, field, 60));
    }

    /// A link that a console may show: http or https, nothing else; empty otherwise.
    static String link(JsonNode node, String field) {
        String link = text(node, field, 2_000);
        return HttpTarget.parse(link).isPresent() ? link : "";
    }

    /// Cut between characters, without control characters other than line breaks.
    static String cut(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end < text.length() && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (isControl(text.charAt(i))) {
                return withoutControls(text, end);
            }
        }
        return text.substring(0, end);
    }

    private static String withoutControls(String text, int end) {
        var clean = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            if (!isControl(text.charAt(i))) {
                clean.append(text.charAt(i));
            }
        }
        return clean.toString();
    }

    private static boolean isControl(char c) {
        return c < ' ' && c != '\n' && c != '\t' || c == 0x7f;
    }
}
