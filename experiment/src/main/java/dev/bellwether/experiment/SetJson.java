package dev.bellwether.experiment;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.bellwether.model.ServiceId;
import dev.bellwether.statistics.Bucketing;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// The records of a set as they stand in the database: sealed choices with a `kind`, values as the
/// JSON they are. Unknown fields are passed over, so that a version can run beside the next.
final class SetJson {
    private static final JsonMapper MAPPER = mapper();
    private static final JsonMapper STRICT =
            MAPPER.rebuild()
                    .enable(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private SetJson() {}

    static String write(Object part) {
        return MAPPER.writeValueAsString(part);
    }

    /// With the `kind` of what is one of several.
    static String write(Object part, Class<?> type) {
        return MAPPER.writerFor(type).writeValueAsString(part);
    }

    /// Over several lines, for people.
    static String pretty(List<Rule> rules) {
        return MAPPER.writerWithDefaultPrettyPrinter()
                .forType(MAPPER.getTypeFactory().constructCollectionType(List.class, Rule.class))
                .writeValueAsString(rules);
    }

    /// As a person typed it: nothing unknown, and nothing missing.
    ///
    /// @throws JacksonException saying where it is no such record
    static <T> T strict(JsonNode tree, Class<T> type) {
        return STRICT.treeToValue(tree, type);
    }

    /// @throws IllegalArgumentException when it is not the JSON of such a record
    static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "Not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    private static JsonMapper mapper() {
        var values = new SimpleModule("values");
        values.addSerializer(Value.class, new ValueWriter());
        values.addDeserializer(Value.class, new ValueReader());
        values.addSerializer(ServiceId.class, new ServiceWriter());
        values.addDeserializer(ServiceId.class, new ServiceReader());
        return JsonMapper.builder()
                .addModule(values)
                .addMixIn(Condition.class, Kind.class)
                .addMixIn(Match.class, Kind.class)
                .addMixIn(Serving.class, Kind.class)
                .addMixIn(Bucketing.class, Kind.class)
                .addMixIn(Measure.class, Kind.class)
                .addMixIn(Metric.Cap.class, Kind.class)
                .addMixIn(AudienceRule.class, Kind.class)
                .addMixIn(CampaignResults.Effect.class, Kind.class)
                .addMixIn(CampaignResults.Level.class, Kind.class)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    private interface Kind {}

    private static final class ValueWriter extends ValueSerializer<Value> {
        @Override
        public void serialize(Value value, JsonGenerator out, SerializationContext context) {
            out.writePOJO(PlainValue.of(value));
        }
    }

    private static final class ValueReader extends ValueDeserializer<Value> {
        @Override
        public Value deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode node = context.readTree(parser);
            return PlainValue.in(node)
                    .orElseThrow(() -> new IllegalArgumentException("No value: " + node));
        }
    }

    private static final class ServiceWriter extends ValueSerializer<ServiceId> {
        @Override
        public void serialize(ServiceId id, JsonGenerator out, SerializationContext context) {
            out.writeString(id.value());
        }
    }

    private static final class ServiceReader extends ValueDeserializer<ServiceId> {
        @Override
        public ServiceId deserialize(JsonParser parser, DeserializationContext context) {
            return new ServiceId(parser.getString());
        }
    }
}
