package dev.bellwether.experiment;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A [Condition], made ready to be asked often.
@FunctionalInterface
interface Criterion {
    boolean holds(Visitor visitor);

    /// @param condition a legal one
    /// @param segments by name, all that it may name
    static Criterion of(Condition condition, Map<String, Criterion> segments) {
        return switch (condition) {
            case Condition.All(List<Condition> of) -> {
                Criterion[] all = each(of, segments);
                yield visitor -> {
                    for (Criterion one : all) {
                        if (!one.holds(visitor)) {
                            return false;
                        }
                    }
                    return true;
                };
            }
            case Condition.Any(List<Condition> of) -> {
                Criterion[] any = each(of, segments);
                yield visitor -> {
                    for (Criterion one : any) {
                        if (one.holds(visitor)) {
                            return true;
                        }
                    }
                    return false;
                };
            }
            case Condition.Not(Condition not) -> {
                Criterion one = of(not, segments);
                yield visitor -> !one.holds(visitor);
            }
            case Condition.InSegment(String segment) ->
                    Objects.requireNonNull(segments.get(segment), segment);
            case Condition.Attribute(String name, Match match) -> {
                AttributePath path = new AttributePath(name);
                Matcher matcher = Matcher.of(match);
                yield visitor -> {
                    Value value = path.in(visitor);
                    return value != null && matcher.matches(value);
                };
            }
        };
    }

    private static Criterion[] each(List<Condition> of, Map<String, Criterion> segments) {
        return of.stream().map(one -> of(one, segments)).toArray(Criterion[]::new);
    }
}
