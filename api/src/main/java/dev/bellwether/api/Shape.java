package dev.bellwether.api;

import dev.bellwether.experiment.Value;
import dev.bellwether.model.Id;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a Java type is in JSON. One reading of types for three uses: binding a body ([Binder]),
/// writing an answer ([Writer]) and describing both ([Schemas]); so what is documented is what is
/// accepted and sent.
sealed interface Shape {
    record Text() implements Shape {}

    record Flag() implements Shape {}

    record Whole(Class<?> type) implements Shape {}

    record Number() implements Shape {}

    /// A number that may be unknown.
    record MaybeNumber() implements Shape {}

    record Time() implements Shape {}

    record Day() implements Shape {}

    /// A month of a year.
    record Month() implements Shape {}

    /// A time of day in whole minutes or finer.
    record Clock() implements Shape {}

    /// The name of a time zone.
    record Zone() implements Shape {}

    record Span() implements Shape {}

    record Choice(Class<?> type) implements Shape {
        List<String> names() {
            return Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList();
        }
    }

    record Identity(Class<?> type) implements Shape {}

    record Maybe(Type of) implements Shape {}

    record Items(Type of, boolean set) implements Shape {}

    record Entries(Type key, Type value) implements Shape {}

    record Fields(Class<?> type) implements Shape {}

    /// Any JSON but null, as a value of a flag or an attribute of a visitor.
    record Anything() implements Shape {}

    /// The document of another system, whose form its room knows.
    record Foreign() implements Shape {}

    /// One of several records, told apart by `kind`.
    record OneOf(Class<?> type) implements Shape {
        List<Class<?>> kinds() {
            return List.of(type.getPermittedSubclasses());
        }
    }

    static Shape of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == Optional.class) {
                return new Maybe(arguments[0]);
            }
            if (Collection.class.isAssignableFrom(raw)) {
                return new Items(arguments[0], Set.class.isAssignableFrom(raw));
            }
            if (raw == Map.class) {
                return new Entries(arguments[0], arguments[1]);
            }
        }
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        }
        throw new IllegalArgumentException("No shape for " + type);
    }

    private static Shape ofClass(Class<?> type) {
        // Sealed itself, and its own JSON to everybody.
        if (type == Value.class) {
            return new Anything();
        }
        if (type == JsonNode.class) {
            return new Foreign();
        }
        if (type == String.class) {
            return new Text();
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Flag();
        }
        if (type == int.class
                || type == Integer.class
                || type == long.class
                || type == Long.class) {
            return new Whole(type);
        }
        if (type == double.class || type == Double.class) {
            return new Number();
        }
        if (type == OptionalDouble.class) {
            return new MaybeNumber();
        }
        if (type == Instant.class) {
            return new Time();
        }
        if (type == LocalDate.class) {
            return new Day();
        }
        if (type == YearMonth.class) {
            return new Month();
        }
        if (type == LocalTime.class) {
            return new Clock();
        }
        // Sealed itself, and a text to everybody.
        if (type == ZoneId.class) {
            return new Zone();
        }
        if (type == Duration.class) {
            return new Span();
        }
        if (type.isEnum()) {
            return new Choice(type);
        }
        if (Id.class.isAssignableFrom(type)) {
            return new Identity(type);
        }
        if (type.isRecord()) {
            return new Fields(type);
        }
        if (type.isSealed()) {
            return new OneOf(type);
        }
        throw new IllegalArgumentException("No shape for " + type);
    }
}
