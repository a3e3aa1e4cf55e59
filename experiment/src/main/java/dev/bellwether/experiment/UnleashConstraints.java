package dev.bellwether.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Conditions as lists of Unleash's constraints: one of the lists holds when all in it hold. Its
/// context has texts alone, so what asks for another kind is not in its language.
final class UnleashConstraints {
    private static final int MOST = 50;

    private final FlagSet set;

    UnleashConstraints(FlagSet set) {
        this.set = set;
    }

    /// What the visitor's key is called there.
    static String name(String attribute) {
        return attribute.equals(Visitor.KEY) ? "userId" : attribute;
    }

    /// One empty list holds for everybody; no list, for nobody.
    List<List<Object>> of(Condition condition) throws Inexpressible {
        return of(condition, false);
    }

    private List<List<Object>> of(Condition condition, boolean not) throws Inexpressible {
        return switch (condition) {
            case Condition.All(List<Condition> of) -> not ? any(of, true) : all(of, false);
            case Condition.Any(List<Condition> of) -> not ? all(of, true) : any(of, false);
            case Condition.Not(Condition inner) -> of(inner, !not);
            case Condition.InSegment(String name) -> {
                var segment =
                        set.segments().stream().filter(one -> one.name().equals(name)).findFirst();
                yield of(segment.orElseThrow().when(), not);
            }
            case Condition.Attribute(String name, Match match) ->
                    List.of(List.of(constraint(name(name), match, not)));
        };
    }

    private List<List<Object>> any(List<Condition> conditions, boolean not) throws Inexpressible {
        List<List<Object>> any = new ArrayList<>();
        for (Condition condition : conditions) {
            any.addAll(of(condition, not));
        }
        return bounded(any);
    }

    private List<List<Object>> all(List<Condition> conditions, boolean not) throws Inexpressible {
        List<List<Object>> all = List.of(List.of());
        for (Condition condition : conditions) {
            List<List<Object>> more = new ArrayList<>();
            for (List<Object> before : all) {
                for (List<Object> one : of(condition, not)) {
                    List<Object> both = new ArrayList<>(before);
                    both.addAll(one);
                    more.add(both);
                }
            }
            all = bounded(more);
        }
        return all;
    }

    private static List<List<Object>> bounded(List<List<Object>> lists) throws Inexpressible {
        if (lists.size() > MOST) {
            throw new Inexpressible(
                    "a condition has more than " + MOST + " alternatives, each a strategy");
        }
        return lists;
    }

    private static Object constraint(String name, Match match, boolean not) throws Inexpressible {
        return switch (match) {
            case Match.OneOf(List<Value> values)
                    when values.stream().allMatch(Value.Text.class::isInstance) ->
                    constraint(
                            name,
                            "IN",
                            values.stream().map(one -> ((Value.Text) one).value()).toList(),
                            not);
            case Match.Worded(Match.Where where, List<String> texts) ->
                    constraint(
                            name,
                            switch (where) {
                                case BEGINS -> "STR_STARTS_WITH";
                                case CONTAINS -> "STR_CONTAINS";
                                case ENDS -> "STR_ENDS_WITH";
                            },
                            texts,
                            not);
            case Match.OneOf o -> throw notText(name);
            case Match.Known k -> throw notText(name);
            case Match.Compared c -> throw notText(name);
            case Match.Versioned v -> throw notText(name);
            case Match.Pattern p -> throw notText(name);
        };
    }

    private static Inexpressible notText(String name) {
        return new Inexpressible(
                name + " is asked for more than texts, and Unleash's context has texts alone");
    }

    private static Object constraint(
            String name, String operator, List<String> values, boolean not) {
        Map<String, Object> constraint = new LinkedHashMap<>();
        constraint.put("contextName", name);
        constraint.put("operator", operator);
        constraint.put("values", values);
        constraint.put("inverted", not);
        constraint.put("caseInsensitive", false);
        return constraint;
    }
}
