package dev.bellwether.api;

import dev.bellwether.experiment.PlainValue;
import dev.bellwether.experiment.Value;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Takes a record apart into maps, lists and plain values, by its [Shape].
final class Writer {
    private Writer() {}

    static @Nullable Object write(Type type, Object value) {
        return switch (Shape.of(type)) {
            case Shape.Text _, Shape.Flag _, Shape.Whole _, Shape.Number _, Shape.Foreign _ ->
                    value;
            case Shape.Anything _ -> PlainValue.of((Value) value);
            case Shape.MaybeNumber _ ->
                    ((OptionalDouble) value).isPresent()
                            ? ((OptionalDouble) value).getAsDouble()
                            : null;
            case Shape.Time _,
                    Shape.Day _,
                    Shape.Month _,
                    Shape.Clock _,
                    Shape.Zone _,
                    Shape.Span _,
                    Shape.Identity _ ->
                    value.toString();
            case Shape.Choice _ -> ((Enum<?>) value).name();
            case Shape.Maybe maybe ->
                    ((Optional<?>) value).map(inner -> write(maybe.of(), inner)).orElse(null);
            case Shape.Items items ->
                    ((Collection<?>) value).stream().map(item -> write(items.of(), item)).toList();
            case Shape.Entries entries -> entries(entries, (Map<?, ?>) value);
            case Shape.Fields fields -> fields(fields.type(), value, new LinkedHashMap<>());
            case Shape.OneOf _ -> {
                var object = new LinkedHashMap<String, @Nullable Object>();
                object.put("kind", value.getClass().getSimpleName());
                yield fields(value.getClass(), value, object);
            }
        };
    }

    private static Object entries(Shape.Entries shape, Map<?, ?> map) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, value) -> object.put(key.toString(), write(shape.value(), value)));
        return object;
    }

    private static Object fields(
            Class<?> type, Object record, LinkedHashMap<String, @Nullable Object> object) {
        for (RecordComponent component : type.getRecordComponents()) {
            try {
                object.put(
                        component.getName(),
                        write(component.getGenericType(), component.getAccessor().invoke(record)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component + " cannot be read", e);
            }
        }
        return object;
    }
}
