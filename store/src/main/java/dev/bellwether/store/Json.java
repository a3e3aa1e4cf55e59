package dev.bellwether.store;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.bellwether.model.AlertAsk;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.Id;
import java.lang.reflect.Constructor;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// The model's records as JSON: ids as strings, times and durations in ISO 8601, sealed choices
/// with a `kind`. Unknown fields are passed over, so that a version can run beside the next.
public final class Json {
    private static final JsonMapper MAPPER = mapper();
    private static final Pattern SOURCE =
            Pattern.compile(" ?(\\([a-z ]*)?\\[Source: [^\\]]*\\]\\)?");

    private Json() {}

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// @throws IllegalArgumentException when the text is not the JSON of such a record
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "Not a " + type.getSimpleName() + ": " + problem(e), e);
        }
    }

    /// What is wrong with a text that is not JSON, without the library's words on where it came
    /// from.
    private static String problem(JacksonException e) {
        return SOURCE.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
    }

    private static JsonMapper mapper() {
        var ids = new SimpleModule("ids");
        for (Class<?> type : Id.class.getPermittedSubclasses()) {
            register(ids, type.asSubclass(Id.class));
        }
        return JsonMapper.builder()
                .addModule(ids)
                .addMixIn(CheckSpec.class, Kind.class)
                .addMixIn(EscalationPolicy.Target.class, Kind.class)
                .addMixIn(AlertAsk.class, Kind.class)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    private interface Kind {}

    private static <T extends Id> void register(SimpleModule module, Class<T> type) {
        Constructor<T> constructor;
        try {
            constructor = type.getDeclaredConstructor(String.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is no record of one string", e);
        }
        module.addSerializer(type, new IdWriter<>());
        module.addKeySerializer(type, new IdKeyWriter<>());
        module.addDeserializer(
                type,
                new ValueDeserializer<T>() {
                    @Override
                    public T deserialize(JsonParser parser, DeserializationContext context) {
                        return make(constructor, parser.getString());
                    }
                });
        module.addKeyDeserializer(
                type,
                new KeyDeserializer() {
                    @Override
                    public Object deserializeKey(String key, DeserializationContext context) {
                        return make(constructor, key);
                    }
                });
    }

    private static <T> T make(Constructor<T> constructor, String value) {
        try {
            return constructor.newInstance(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Not an id: '" + value + "'", e);
        }
    }

    private static final class IdWriter<T extends Id> extends ValueSerializer<T> {
        @Override
        public void serialize(T id, JsonGenerator out, SerializationContext context) {
            out.writeString(id.value());
        }
    }

    private static final class IdKeyWriter<T extends Id> extends ValueSerializer<T> {
        @Override
        public void serialize(T id, JsonGenerator out, SerializationContext context) {
            out.writeName(id.value());
        }
    }
}
