package dev.bellwether.api;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// JSON schemas of records, collected under their names.
///
/// What is taken and what is given differ in one thing: a given record has all its fields, a taken
/// one may leave out those that have a default. So a record that is both has two schemas, the taken
/// one named `…Input`.
final class Schemas {
    private final Map<String, Object> named = new TreeMap<>();

    Map<String, Object> named() {
        return named;
    }

    Map<String, Object> given(Type type) {
        return of(type, false);
    }

    Map<String, Object> taken(Type type) {
        return of(type, true);
    }

    private Map<String, Object> of(Type type, boolean taken) {
        return switch (Shape.of(type)) {
            case Shape.Text _ -> object("type", "string");
            case Shape.Flag _ -> object("type", "boolean");
            case Shape.Whole whole ->
                    object(
                            "type",
                            "integer",
                            "format",
                            whole.type() == int.class || whole.type() == Integer.class
                                    ? "int32"
                                    : "int64");
            case Shape.Number _ -> object("type", "number");
            case Shape.MaybeNumber _ -> object("type", List.of("number", "null"));
            case Shape.Time _ -> object("type", "string", "format", "date-time");
            case Shape.Day _ -> object("type", "string", "format", "date");
            case Shape.Month _ -> object("type", "string", "pattern", "^\\d{4}-\\d{2}$");
            case Shape.Clock _ ->
                    object("type", "string", "pattern", "^\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?$");
            case Shape.Zone _ -> object("type", "string");
            case Shape.Span _ -> object("type", "string", "format", "duration");
            case Shape.Choice choice -> object("type", "string", "enum", choice.names());
            case Shape.Identity _ -> object("type", "string", "pattern", "^[a-z0-9._/-]{1,64}$");
            case Shape.Maybe maybe ->
                    object("anyOf", List.of(of(maybe.of(), taken), object("type", "null")));
            case Shape.Items items -> object("type", "array", "items", of(items.of(), taken));
            case Shape.Entries entries ->
                    object("type", "object", "additionalProperties", of(entries.value(), taken));
            case Shape.Fields fields -> reference(fields.type(), false, taken);
            case Shape.Anything _ ->
                    object("type", List.of("string", "number", "boolean", "object", "array"));
            case Shape.Foreign _ -> object("type", List.of("object", "array"));
            case Shape.OneOf oneOf ->
                    object(
                            "oneOf",
                            oneOf.kinds().stream()
                                    .map(kind -> (Object) reference(kind, true, taken))
                                    .toList());
        };
    }

    private Map<String, Object> reference(Class<?> type, boolean hasKind, boolean taken) {
        String name = name(type, taken);
        if (!named.containsKey(name)) {
            named.put(name, Map.of());
            named.put(name, fields(type, hasKind, taken));
        }
        return object("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> fields(Class<?> type, boolean hasKind, boolean taken) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        if (hasKind) {
            properties.put("kind", object("type", "string", "const", type.getSimpleName()));
            required.add("kind");
        }
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(component.getName(), of(component.getGenericType(), taken));
            if (!taken || isNeeded(type, component)) {
                required.add(component.getName());
            }
        }
        var schema =
                object("type", "object", "properties", properties, "additionalProperties", false);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private static boolean isNeeded(Class<?> type, RecordComponent component) {
        return switch (Shape.of(component.getGenericType())) {
            case Shape.Maybe _, Shape.Items _, Shape.Entries _ -> false;
            default -> Defaults.of(type, component.getName()).isEmpty();
        };
    }

    private static String name(Class<?> type, boolean taken) {
        String name = type.getSimpleName();
        for (Class<?> at = type.getEnclosingClass(); at != null; at = at.getEnclosingClass()) {
            name = at.getSimpleName() + name;
        }
        return !taken || name.endsWith("Input") ? name : name + "Input";
    }

    /// A map in the order given.
    static Map<String, Object> object(Object... keysAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }
}
