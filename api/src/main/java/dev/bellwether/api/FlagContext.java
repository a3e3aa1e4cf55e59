package dev.bellwether.api;

import dev.bellwether.experiment.Value;
import dev.bellwether.experiment.Visitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads of whom somebody asks, in one pass over the body: `{"context": {…}}` as OFREP has it, or
/// `{"attributes": {…}}` as GrowthBook has it.
final class FlagContext {
    /// As long as a visitor of an event may be.
    static final int LONGEST_KEY = 256;

    private static final int DEEPEST = 10;
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST + 10)
                                    .maxStringLength(10_000)
                                    .maxNameLength(500)
                                    .build())
                    .build();

    /// Why it cannot be read.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;
        private final String code;

        /// @param code as OFREP names it
        Unreadable(String code, String details) {
            super(details);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    private final String object;
    private final String keyName;

    private FlagContext(String object, String keyName) {
        this.object = object;
        this.keyName = keyName;
    }

    static Visitor ofrep(byte[] body) throws Unreadable {
        return new FlagContext("context", Visitor.KEY).read(body);
    }

    static Visitor growthBook(byte[] body) throws Unreadable {
        return new FlagContext("attributes", "id").read(body);
    }

    private Visitor read(byte[] body) throws Unreadable {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("PARSE_ERROR", "The body is not a JSON object");
            }
            Visitor visitor = new Visitor("");
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isIt = parser.currentName().equals(object);
                JsonToken token = parser.nextToken();
                if (!isIt) {
                    parser.skipChildren();
                } else if (token == JsonToken.START_OBJECT) {
                    visitor = visitor(parser);
                } else if (token != JsonToken.VALUE_NULL) {
                    throw new Unreadable("INVALID_CONTEXT", "'" + object + "' is not an object");
                }
            }
            if (parser.nextToken() != null) {
                throw new Unreadable("PARSE_ERROR", "There is more behind the JSON object");
            }
            return visitor;
        } catch (JacksonException e) {
            throw new Unreadable("PARSE_ERROR", "The body is not JSON: " + e.getOriginalMessage());
        }
    }

    private Visitor visitor(JsonParser parser) throws Unreadable {
        String key = "";
        Map<String, Value> attributes = new HashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals(keyName)) {
                key = key(parser, token);
            } else {
                Value value = value(parser, token, 1);
                if (value != null) {
                    attributes.put(name, value);
                }
            }
        }
        return new Visitor(key, attributes);
    }

    private String key(JsonParser parser, JsonToken token) throws Unreadable {
        if (token == JsonToken.VALUE_NULL) {
            return "";
        }
        boolean isPlain =
                token == JsonToken.VALUE_STRING
                        || token == JsonToken.VALUE_NUMBER_INT && keyName.equals("id");
        if (!isPlain) {
            throw new Unreadable("INVALID_CONTEXT", "'" + keyName + "' is not a text");
        }
        String key = parser.getString();
        if (key.length() > LONGEST_KEY) {
            throw new Unreadable(
                    "INVALID_CONTEXT",
                    "'"
                            + keyName
                            + "' has "
                            + key.length()
                            + " characters; at most "
                            + LONGEST_KEY);
        }
        return key;
    }

    /// Null for what is not known.
    private static @Nullable Value value(JsonParser parser, JsonToken token, int depth)
            throws Unreadable {
        if (depth > DEEPEST) {
            throw new Unreadable(
                    "INVALID_CONTEXT", "An attribute is more than " + DEEPEST + " deep");
        }
        return switch (token) {
            case VALUE_STRING -> new Value.Text(parser.getString());
            case VALUE_TRUE -> new Value.Truth(true);
            case VALUE_FALSE -> new Value.Truth(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                double figure = parser.getDoubleValue();
                yield Double.isFinite(figure) ? new Value.Figure(figure) : null;
            }
            case START_ARRAY -> {
                List<Value> values = new ArrayList<>();
                JsonToken next = parser.nextToken();
                while (next != JsonToken.END_ARRAY) {
                    Value one = value(parser, next, depth + 1);
                    if (one != null) {
                        values.add(one);
                    }
                    next = parser.nextToken();
                }
                yield new Value.Several(values);
            }
            case START_OBJECT -> {
                Map<String, Value> parts = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    Value one = value(parser, parser.nextToken(), depth + 1);
                    if (one != null) {
                        parts.put(name, one);
                    }
                }
                yield new Value.Structure(parts);
            }
            default -> null;
        };
    }
}
