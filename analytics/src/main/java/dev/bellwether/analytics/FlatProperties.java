package dev.bellwether.analytics;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The first level of an event's properties, taken apart here: not every ClickHouse can read JSON,
/// and no two of them read its numbers alike.
///
/// @param texts a text as it is, anything else as its JSON
/// @param numbers what the texts are as numbers; NaN for none
record FlatProperties(List<String> names, List<String> texts, List<Double> numbers) {
    private static final FlatProperties NONE = new FlatProperties(List.of(), List.of(), List.of());
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /// What is no object has no properties; of two of one name the last counts, null for none.
    static FlatProperties of(String json) {
        if (json.isEmpty()) {
            return NONE;
        }
        Map<String, String> all = new LinkedHashMap<>();
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return NONE;
            }
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                if (in.nextToken() == JsonToken.VALUE_NULL) {
                    all.remove(name);
                } else {
                    all.put(name, text(in));
                }
            }
        } catch (JacksonException _) {
            return NONE;
        }
        List<String> texts = List.copyOf(all.values());
        return new FlatProperties(
                new ArrayList<>(all.keySet()),
                texts,
                texts.stream().map(FlatProperties::number).toList());
    }

    private static String text(JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_FLOAT -> Double.toString(in.getDoubleValue());
            case START_OBJECT, START_ARRAY -> {
                var text = new StringWriter();
                try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
                    out.copyCurrentStructure(in);
                }
                yield text.toString();
            }
            case VALUE_NUMBER_INT,
                    VALUE_TRUE,
                    VALUE_FALSE,
                    VALUE_NULL,
                    VALUE_EMBEDDED_OBJECT,
                    NOT_AVAILABLE,
                    PROPERTY_NAME,
                    END_ARRAY,
                    END_OBJECT ->
                    in.getString();
        };
    }

    private static double number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Double.NaN;
        }
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? number : Double.NaN;
    }
}
