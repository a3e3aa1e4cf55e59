package dev.bellwether.analytics;

import dev.bellwether.analytics.EventRefused.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads a batch once, from its first byte to its last: a JSON array, an object whose `events` are
/// one, or NDJSON (a line an event). A row that breaks a rule is left out with its reason. Where a
/// line of NDJSON is no JSON, that line is; where an array is none, nothing of it can be trusted
/// and all of it is refused.
public final class EventReader {
    /// Rows of one batch.
    public static final int MOST = 50_000;

    private static final int DEPTH = 32;
    static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH)
                                    .maxNumberLength(100)
                                    .build())
                    .build();

    private final byte[] body;
    private final EventRules rules;
    private final List<Event> events = new ArrayList<>();
    private final List<EventRefused> refused = new ArrayList<>();

    private EventReader(byte[] body, EventRules rules) {
        this.body = body;
        this.rules = rules;
    }

    /// @param now the time of arrival
    /// @param oldest before it the site keeps nothing
    /// @throws UnreadableBatch when it is no JSON, or has more rows than [#MOST]
    public static EventBatch json(byte[] body, Instant now, Instant oldest) {
        var reader = new EventReader(body, new EventRules(now, oldest));
        try (JsonParser parser = open(body, 0, body.length)) {
            reader.document(parser);
        } catch (JacksonException e) {
            throw new UnreadableBatch("The body is not JSON: " + why(e));
        }
        return new EventBatch(reader.events, reader.refused);
    }

    /// As [#json], each line an event; empty lines do not count.
    ///
    /// @throws UnreadableBatch when it has more rows than [#MOST]
    public static EventBatch lines(byte[] body, Instant now, Instant oldest) {
        var reader = new EventReader(body, new EventRules(now, oldest));
        int start = 0;
        while (start < body.length) {
            int end = start;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            if (!isBlank(body, start, end)) {
                reader.line(start, end);
            }
            start = end + 1;
        }
        return new EventBatch(reader.events, reader.refused);
    }

    static JsonParser open(byte[] bytes, int start, int end) {
        // Jackson would guess UTF-16 from a zero among the first bytes.
        for (int i = start; i < Math.min(end, start + 4); i++) {
            if (bytes[i] == 0) {
                throw new UnreadableBatch("The body is not UTF-8");
            }
        }
        return JSON.createParser(ObjectReadContext.empty(), bytes, start, end - start);
    }

    private void line(int start, int end) {
        int index = next();
        try (JsonParser parser = open(body, start, end)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw EventRules.malformed("the line is not a JSON object");
            }
            Event event = new EventRow(parser, body, start, rules).read();
            if (parser.nextToken() != null) {
                throw EventRules.malformed("the line goes on after its JSON object");
            }
            events.add(event);
        } catch (EventRules.Broken e) {
            refused.add(e.at(index));
        } catch (JacksonException e) {
            refused.add(
                    new EventRefused(index, Cause.MALFORMED, "the line is not JSON: " + why(e)));
        } catch (UnreadableBatch e) {
            refused.add(new EventRefused(index, Cause.MALFORMED, "the line is not UTF-8"));
        }
    }

    private void document(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            wrapped(parser);
        } else if (first == JsonToken.START_ARRAY) {
            array(parser);
        } else {
            throw notABatch();
        }
        if (parser.nextToken() != null) {
            throw new UnreadableBatch(
                    "The body goes on after its JSON; a line an event has the type"
                            + " application/x-ndjson");
        }
    }

    private void wrapped(JsonParser parser) {
        boolean found = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (!parser.currentName().equals("events")
                    || found
                    || parser.nextToken() != JsonToken.START_ARRAY) {
                throw notABatch();
            }
            found = true;
            array(parser);
        }
        if (!found) {
            throw notABatch();
        }
    }

    private static UnreadableBatch notABatch() {
        return new UnreadableBatch(
                "The body is not a batch; allowed: [event, …] or {\"events\": [event, …]}");
    }

    private void array(JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int index = next();
            try {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    parser.skipChildren();
                    throw EventRules.malformed("the row is not a JSON object");
                }
                events.add(new EventRow(parser, body, 0, rules).read());
            } catch (EventRules.Broken e) {
                refused.add(e.at(index));
            }
        }
    }

    private int next() {
        int index = events.size() + refused.size();
        if (index >= MOST) {
            throw new UnreadableBatch("The batch has more than " + MOST + " rows; send several");
        }
        return index;
    }

    private static String why(JacksonException error) {
        var place = error.getLocation();
        String message = String.valueOf(error.getOriginalMessage());
        String brief = message.length() <= 200 ? message : message.substring(0, 200) + "…";
        return place == null
                ? brief
                : "%s (line %d, column %d)"
                        .formatted(brief, place.getLineNr(), place.getColumnNr());
    }

    private static boolean isBlank(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\r' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    static String slice(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
