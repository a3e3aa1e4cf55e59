package dev.bellwether.api;

import dev.bellwether.experiment.PlainValue;
import dev.bellwether.experiment.Value;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.Nearest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Makes a record of JSON and says everything that is wrong with it at once: missing fields,
/// unknown ones, wrong types, values that are not allowed.
///
/// It reads by the record's own components, so a record is all there is to write for a new body. A
/// method answers null when it has added a problem; the whole is made only when there is none.
final class Binder {
    private static final int MOST_PROBLEMS = 100;
    private static final int LONGEST_SHOWN = 80;

    private final List<Problem> problems = new ArrayList<>();
    private final List<Bound.Kept> shortened = new ArrayList<>();
    private final StandIns standIns;

    private Binder(int reading) {
        standIns = new StandIns(reading);
    }

    /// @throws InvalidInput with every problem
    static <T> T bind(JsonNode body, Class<T> type) {
        return read(body, type).orRefuse(value -> List.of());
    }

    static <T> Bound<T> read(JsonNode body, Class<? extends T> type) {
        var first = new Binder(0);
        Object bound = first.read(type, body, "");
        var readings = new ArrayList<T>();
        Optional.ofNullable(bound).map(type::cast).ifPresent(readings::add);
        for (int i = 1; i < first.standIns.readings(); i++) {
            Optional.ofNullable(new Binder(i).read(type, body, ""))
                    .map(type::cast)
                    .ifPresent(readings::add);
        }
        return new Bound<>(readings, first.problems, first.shortened);
    }

    private @Nullable Object read(Type type, JsonNode node, String path) {
        return switch (Shape.of(type)) {
            case Shape.Text _ -> text(node, path);
            case Shape.Flag _ ->
                    node.isBoolean()
                            ? (Object) node.asBoolean()
                            : wrong(path, node, "true or false");
            case Shape.Whole whole -> whole(whole, node, path);
            case Shape.Number _ ->
                    node.isNumber() ? (Object) node.asDouble() : wrong(path, node, "a number");
            case Shape.MaybeNumber _ -> wrong(path, node, "left out");
            case Shape.Time _ ->
                    parsed(path, node, Moments::parse, "a time such as 2026-05-01T08:00:00Z");
            case Shape.Day _ -> parsed(path, node, LocalDate::parse, "a day such as 2026-05-01");
            case Shape.Month _ -> parsed(path, node, YearMonth::parse, "a month such as 2026-05");
            case Shape.Clock _ ->
                    parsed(path, node, LocalTime::parse, "a time of day such as 09:00");
            case Shape.Zone _ ->
                    parsed(path, node, ZoneId::of, "a time zone such as Europe/Berlin");
            case Shape.Span _ ->
                    parsed(path, node, Duration::parse, "an ISO 8601 duration such as PT30S");
            case Shape.Choice choice -> choice(choice, node, path);
            case Shape.Identity identity -> identity(identity.type(), node, path);
            case Shape.Maybe maybe ->
                    node.isNull()
                            ? Optional.empty()
                            : Optional.ofNullable(read(maybe.of(), node, path));
            case Shape.Items items -> items(items, node, path);
            case Shape.Entries entries -> entries(entries, node, path);
            case Shape.Fields fields -> fields(fields.type(), node, path, false);
            case Shape.Anything _ -> anything(node, path);
            case Shape.Foreign _ -> node;
            case Shape.OneOf oneOf -> oneOf(oneOf, node, path);
        };
    }

    private @Nullable Object anything(JsonNode node, String path) {
        Optional<Value> value = PlainValue.in(node);
        return value.isPresent() ? value.get() : wrong(path, node, "a value");
    }

    private @Nullable Object text(JsonNode node, String path) {
        if (!node.isString()) {
            return wrong(path, node, "a text");
        }
        String text = node.asString();
        return text.indexOf('\0') < 0 ? text : wrong(path, node, "a text without U+0000");
    }

    private @Nullable Object whole(Shape.Whole shape, JsonNode node, String path) {
        if (node.isIntegralNumber()) {
            if (shape.type() == int.class || shape.type() == Integer.class) {
                if (node.canConvertToInt()) {
                    return node.asInt();
                }
            } else if (node.canConvertToLong()) {
                return node.asLong();
            }
        }
        return wrong(path, node, "a whole number");
    }

    private @Nullable Object parsed(
            String path, JsonNode node, Function<String, Object> parse, String allowed) {
        if (!node.isString()) {
            return wrong(path, node, allowed);
        }
        try {
            return parse.apply(node.asString());
        } catch (DateTimeException | ArithmeticException e) {
            return wrong(path, node, allowed);
        }
    }

    private @Nullable Object choice(Shape.Choice choice, JsonNode node, String path) {
        int at = node.isString() ? choice.names().indexOf(node.asString()) : -1;
        return at >= 0
                ? choice.type().getEnumConstants()[at]
                : wrong(path, node, "one of " + String.join(", ", choice.names()));
    }

    private @Nullable Object identity(Class<?> type, JsonNode node, String path) {
        if (!node.isString()) {
            return wrong(path, node, "an id");
        }
        try {
            return make(type.getDeclaredConstructor(String.class), node.asString());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        } catch (IllegalArgumentException e) {
            return wrong(
                    path, node, "an id: 1 to 64 characters of a-z, 0-9, '-', '_', '.' and '/'");
        }
    }

    private @Nullable Object items(Shape.Items shape, JsonNode node, String path) {
        if (!node.isArray()) {
            return wrong(path, node, "a list");
        }
        var values = new ArrayList<Object>();
        var positions = new ArrayList<Integer>();
        for (int i = 0; i < node.size(); i++) {
            Object value = read(shape.of(), node.get(i), path + "[" + i + "]");
            if (value != null) {
                values.add(value);
                positions.add(i);
            }
        }
        if (values.size() < node.size()) {
            shortened.add(new Bound.Kept(path, positions));
        }
        return shape.set() ? new LinkedHashSet<>(values) : values;
    }

    private @Nullable Object entries(Shape.Entries shape, JsonNode node, String path) {
        if (!node.isObject()) {
            return wrong(path, node, "an object");
        }
        var values = new LinkedHashMap<Object, Object>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String at = join(path, entry.getKey());
            Object key =
                    shape.key() == String.class
                            ? entry.getKey()
                            : identity(
                                    (Class<?>) shape.key(), StringNode.valueOf(entry.getKey()), at);
            Object value = read(shape.value(), entry.getValue(), at);
            if (key != null && value != null) {
                values.put(key, value);
            }
        }
        return values;
    }

    private @Nullable Object oneOf(Shape.OneOf shape, JsonNode node, String path) {
        String names =
                shape.kinds().stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
        JsonNode kind = node.isObject() ? node.get("kind") : null;
        if (kind == null) {
            return wrong(path, node, "an object with a 'kind', one of " + names);
        }
        for (Class<?> type : shape.kinds()) {
            if (kind.isString() && type.getSimpleName().equals(kind.asString())) {
                return fields(type, node, path, true);
            }
        }
        return wrong(join(path, "kind"), kind, "one of " + names);
    }

    private @Nullable Object fields(Class<?> type, JsonNode node, String path, boolean hasKind) {
        if (!node.isObject()) {
            return wrong(path, node, "an object");
        }
        RecordComponent[] components = type.getRecordComponents();
        refuseUnknown(components, node, path, hasKind);
        int before = problems.size();
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object value = field(type, components[i], node, path);
            values[i] = value == null ? standIn(type, components[i]) : value;
        }
        if (Arrays.asList(values).contains(null)) {
            return null;
        }
        try {
            return make(
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new)),
                    values);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        } catch (InvalidInput | IllegalArgumentException e) {
            if (problems.size() == before) {
                refused(path, e);
            }
        }
        return null;
    }

    private void refused(String path, RuntimeException refusal) {
        if (refusal instanceof InvalidInput e) {
            e.problems().forEach(p -> add(join(path, p.field()), p.message()));
        } else {
            add(path.isEmpty() ? "body" : path, String.valueOf(refusal.getMessage()));
        }
    }

    private @Nullable Object field(
            Class<?> type, RecordComponent component, JsonNode node, String path) {
        String name = component.getName();
        JsonNode value = node.get(name);
        if (value != null) {
            return read(component.getGenericType(), value, join(path, name));
        }
        Object standard = standard(type, component);
        if (standard == null) {
            add(join(path, name), "is missing");
        }
        return standard;
    }

    /// What a field is that is left out; null when it may not be.
    static @Nullable Object standard(Class<?> type, RecordComponent component) {
        var standard = Defaults.of(type, component.getName());
        if (standard.isPresent()) {
            return standard.get().get();
        }
        return switch (Shape.of(component.getGenericType())) {
            case Shape.Maybe _ -> Optional.empty();
            case Shape.Items items -> items.set() ? new LinkedHashSet<>() : List.of();
            case Shape.Entries _ -> Map.of();
            default -> null;
        };
    }

    /// For a field that is wrong, so that the rest can be judged all the same; null when nothing
    /// can stand in.
    private @Nullable Object standIn(Class<?> type, RecordComponent component) {
        Object standard = standard(type, component);
        return standard != null ? standard : standIns.of(component.getGenericType());
    }

    private void refuseUnknown(
            RecordComponent[] components, JsonNode node, String path, boolean hasKind) {
        List<String> known = Arrays.stream(components).map(RecordComponent::getName).toList();
        for (String name : node.propertyNames()) {
            if (!known.contains(name) && !(hasKind && name.equals("kind"))) {
                add(
                        join(path, shown(name)),
                        "there is no such field; "
                                + Nearest.of(shown(name), known)
                                        .map(near -> "did you mean '" + near + "'? There are ")
                                        .orElse("there are ")
                                + String.join(", ", known));
            }
        }
    }

    static Object make(Constructor<?> constructor, Object... values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object wrong(String path, JsonNode node, String allowed) {
        String value = node.isString() ? node.asString() : node.toString();
        add(path.isEmpty() ? "body" : path, "'" + shown(value) + "' is not " + allowed);
        return null;
    }

    private void add(String field, String message) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(field, message));
        }
    }

    private static String shown(String text) {
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
