package dev.bellwether.experiment;

import dev.bellwether.experiment.Value.Figure;
import dev.bellwether.experiment.Value.Several;
import dev.bellwether.experiment.Value.Structure;
import dev.bellwether.experiment.Value.Text;
import dev.bellwether.experiment.Value.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// A [Value] as JSON has it, and back.
public final class PlainValue {
    private static final double LARGEST_WHOLE = 0x1p53;

    private PlainValue() {}

    /// Maps, lists, texts, figures (whole ones as [Long]) and truths.
    public static Object of(Value value) {
        return switch (value) {
            case Truth(boolean truth) -> truth;
            case Figure(double figure) ->
                    figure == Math.rint(figure) && Math.abs(figure) < LARGEST_WHOLE
                            ? (Object) (long) figure
                            : (Object) figure;
            case Text(String text) -> text;
            case Several(List<Value> values) -> values.stream().map(PlainValue::of).toList();
            case Structure(Map<String, Value> parts) -> {
                var plain = new LinkedHashMap<String, Object>();
                parts.forEach((name, part) -> plain.put(name, of(part)));
                yield plain;
            }
        };
    }

    /// Empty for null. Nulls within lists and objects are left out: what is not known matches
    /// nothing.
    public static Optional<Value> in(JsonNode node) {
        if (node.isBoolean()) {
            return Optional.of(new Truth(node.asBoolean()));
        }
        if (node.isNumber()) {
            double figure = node.asDouble();
            return Double.isFinite(figure) ? Optional.of(new Figure(figure)) : Optional.empty();
        }
        if (node.isString()) {
            return Optional.of(new Text(node.asString()));
        }
        if (node.isArray()) {
            return Optional.of(
                    new Several(
                            StreamSupport.stream(node.spliterator(), false)
                                    .flatMap(one -> in(one).stream())
                                    .toList()));
        }
        if (node.isObject()) {
            return Optional.of(new Structure(parts(node)));
        }
        return Optional.empty();
    }

    /// The parts of an object, nulls left out.
    public static Map<String, Value> parts(JsonNode object) {
        var parts = new LinkedHashMap<String, Value>();
        object.properties()
                .forEach(part ->
                        in(part.getValue()).ifPresent(value -> parts.put(part.getKey(), value)));
        return parts;
    }
}
