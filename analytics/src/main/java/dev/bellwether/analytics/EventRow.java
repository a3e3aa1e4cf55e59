package dev.bellwether.analytics;

import dev.bellwether.analytics.EventRules.Broken;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// One row: reads to the end of its object whatever stands in it, so that the next one can be read;
/// the first thing that is wrong is what is told.
final class EventRow {
    private static final String FIELDS =
            "id, visitor, time, kind, name, variation, value, properties";
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double FARTHEST_MILLIS = 1e14;

    private final JsonParser parser;
    private final byte[] body;
    private final int offset;
    private final EventRules rules;

    private String id = "";
    private String visitor = "";
    private @Nullable Instant time;
    private Event.@Nullable Kind kind;
    private String name = "";
    private String variation = "";
    private double value = Double.NaN;
    private String properties = "";
    private @Nullable Broken broken;

    /// @param offset where the parser's first byte stands in `body`
    EventRow(JsonParser parser, byte[] body, int offset, EventRules rules) {
        this.parser = parser;
        this.body = body;
        this.offset = offset;
        this.rules = rules;
    }

    Event read() throws Broken {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            try {
                take(field, token);
            } catch (Broken e) {
                broken = broken == null ? e : broken;
                parser.skipChildren();
            }
        }
        if (broken != null) {
            throw broken;
        }
        return event();
    }

    private Event event() throws Broken {
        if (kind == null) {
            throw EventRules.malformed("kind is missing; allowed: exposure, goal");
        }
        String shown = kind == Event.Kind.EXPOSURE ? variation() : "";
        if (kind == Event.Kind.GOAL && !variation.isEmpty()) {
            throw EventRules.malformed("variation is not allowed with kind 'goal'");
        }
        return new Event(
                EventRules.text("id", id, EventRules.ID),
                EventRules.text("visitor", visitor, EventRules.VISITOR),
                rules.time(time == null ? rules.now() : time),
                kind,
                EventRules.text("name", name, EventRules.NAME),
                shown,
                value,
                properties);
    }

    private String variation() throws Broken {
        return EventRules.text("variation", variation, EventRules.VARIATION);
    }

    private void take(String field, JsonToken token) throws Broken {
        switch (field) {
            case "id" -> id = text(field, token);
            case "visitor" -> visitor = text(field, token);
            case "time" -> time = time(token);
            case "kind" -> kind = kind(text(field, token));
            case "name" -> name = text(field, token);
            case "variation" -> variation = text(field, token);
            case "value" -> value = value(token);
            case "properties" -> properties = properties(token);
            default ->
                    throw EventRules.malformed(
                            "field '"
                                    + EventRules.shown(field)
                                    + "' is not known; allowed: "
                                    + FIELDS);
        }
    }

    /// Visitors and variations are often numbered.
    private String text(String field, JsonToken token) throws Broken {
        return switch (token) {
            case VALUE_STRING, VALUE_NUMBER_INT -> parser.getString();
            case VALUE_NULL -> "";
            default -> throw EventRules.malformed(field + " is not a text");
        };
    }

    private static Event.Kind kind(String word) throws Broken {
        return switch (word) {
            case "exposure" -> Event.Kind.EXPOSURE;
            case "goal" -> Event.Kind.GOAL;
            default ->
                    throw EventRules.malformed(
                            "kind '"
                                    + EventRules.shown(word)
                                    + "' is not allowed; allowed: exposure, goal");
        };
    }

    private @Nullable Instant time(JsonToken token) throws Broken {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> written(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> millis(parser.getDoubleValue());
            default -> throw noTime("");
        };
    }

    private static Instant written(String text) throws Broken {
        try {
            Instant at =
                    text.endsWith("Z")
                            ? Instant.parse(text)
                            : OffsetDateTime.parse(text).toInstant();
            return Micros.toInstant(Micros.of(at));
        } catch (DateTimeException | ArithmeticException e) {
            throw noTime(text);
        }
    }

    private static Instant millis(double millis) throws Broken {
        if (!(Math.abs(millis) <= FARTHEST_MILLIS)) {
            throw noTime(Double.toString(millis));
        }
        return Micros.toInstant(Math.round(millis * MICROS_PER_MILLI));
    }

    private static Broken noTime(String text) {
        return EventRules.malformed(
                "time '"
                        + EventRules.shown(text)
                        + "' is not a time; allowed: 2026-05-06T13:37:00Z or milliseconds since"
                        + " 1970");
    }

    private double value(JsonToken token) throws Broken {
        return switch (token) {
            case VALUE_NULL -> Double.NaN;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> EventRules.value(parser.getDoubleValue());
            default -> throw EventRules.malformed("value is not a number");
        };
    }

    private String properties(JsonToken token) throws Broken {
        return switch (token) {
            case VALUE_NULL -> "";
            case START_OBJECT -> raw();
            default -> throw EventRules.malformed("properties are not a JSON object");
        };
    }

    /// The object as it stands in the body, from brace to brace.
    private String raw() throws Broken {
        int start = offset + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int end = offset + (int) parser.currentLocation().getByteOffset();
        EventRules.properties(end - start);
        return EventReader.slice(body, start, end);
    }
}
