package dev.bellwether.watch;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
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
        try {
            JsonNode tree = MAPPER.readTree(body);
            if (tree == null || !tree.isObject()) {
                throw new UnreadablePage("The answer is no JSON object");
            }
            return tree;
        } catch (JacksonException e) {
            String why = e.getOriginalMessage();
            throw new UnreadablePage(
                    "The answer is no JSON we read: "
                            + cut(why == null ? e.getClass().getSimpleName() : why, 200));
        }
    }

    /// The text of a field, cut at `longest` characters; empty when it is missing or no text.
    static String text(JsonNode node, String field, int longest) {
        JsonNode value = node.get(field);
        return value != null && value.isString() ? cut(value.stringValue(), longest) : "";
    }

    /// The time of a field; `otherwise` when it is missing or no time.
    static Instant time(JsonNode node, String field, Instant otherwise) {
        String text = text(node, field, 40);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    /// Cut between characters, without control characters other than line breaks.
    static String cut(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end < text.length() && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
    }
}
