package dev.bellwether.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Conditions as GrowthBook has them, after MongoDB's. Its operators take a value of any kind and
/// make of it what JavaScript does, and ours take a value of another kind for a no: so each is said
/// together with the kind.
final class GrowthBookConditions {
    private final FlagSet set;

    GrowthBookConditions(FlagSet set) {
        this.set = set;
    }

    /// What the visitor's key is called there.
    static String name(String attribute) {
        return attribute.equals(Visitor.KEY) ? "id" : attribute;
    }

    /// An empty one holds for everybody.
    Map<String, Object> of(Condition condition) throws Inexpressible {
        return switch (condition) {
            case Condition.All(List<Condition> of) when of.isEmpty() -> Map.of();
            case Condition.All(List<Condition> of) -> Map.of("$and", each(of));
            // Of no condition, "$or" holds there.
            case Condition.Any(List<Condition> of) when of.isEmpty() -> Map.of("$not", Map.of());
            case Condition.Any(List<Condition> of) -> Map.of("$or", each(of));
            case Condition.Not(Condition not) -> Map.of("$not", of(not));
            case Condition.InSegment(String name) -> {
                Optional<Segment> segment =
                        set.segments().stream().filter(one -> one.name().equals(name)).findFirst();
                yield of(segment.orElseThrow().when());
            }
            case Condition.Attribute(String name, Match match) -> attribute(name(name), match);
        };
    }

    private List<Object> each(List<Condition> conditions) throws Inexpressible {
        List<Object> each = new ArrayList<>();
        for (Condition condition : conditions) {
            each.add(of(condition));
        }
        return each;
    }

    private static Map<String, Object> attribute(String name, Match match) throws Inexpressible {
        return switch (match) {
            case Match.Known() -> Map.of(name, Map.of("$exists", true));
            // It looks into lists by itself.
            case Match.OneOf(List<Value> values) ->
                    Map.of(name, Map.of("$in", values.stream().map(PlainValue::of).toList()));
            case Match.Compared(Match.Order order, double to) ->
                    one(name, "number", operator(order), PlainValue.of(new Value.Figure(to)));
            case Match.Worded(Match.Where where, List<String> texts) ->
                    one(name, "string", "$regex", regex(where, texts));
            case Match.Versioned versioned ->
                    throw new Inexpressible(
                            name + " is compared as a version, and its order is not ours");
            case Match.Pattern pattern ->
                    throw new Inexpressible(
                            name + " is matched by a pattern, and JavaScript's are not ours");
        };
    }

    /// The value itself, or one of a list.
    private static Map<String, Object> one(
            String name, String type, String operator, Object operand) {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("$type", type);
        asked.put(operator, operand);
        return Map.of(
                "$or", List.of(Map.of(name, asked), Map.of(name, Map.of("$elemMatch", asked))));
    }

    private static String operator(Match.Order order) {
        return switch (order) {
            case LESS -> "$lt";
            case AT_MOST -> "$lte";
            case AT_LEAST -> "$gte";
            case MORE -> "$gt";
        };
    }

    private static String regex(Match.Where where, List<String> texts) {
        String any =
                texts.stream()
                        .map(text -> text.replaceAll("[\\\\^$.*+?()\\[\\]{}|/-]", "\\\\$0"))
                        .collect(Collectors.joining("|", "(?:", ")"));
        return switch (where) {
            case BEGINS -> "^" + any;
            case CONTAINS -> any;
            case ENDS -> any + "$";
        };
    }
}
