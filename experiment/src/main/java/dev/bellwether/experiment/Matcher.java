package dev.bellwether.experiment;

import java.util.List;
import java.util.Set;

/// A [Match], made ready to be asked often.
@FunctionalInterface
interface Matcher {
    boolean matches(Value value);

    /// @param match a legal one
    static Matcher of(Match match) {
        return switch (match) {
            case Match.Known() -> value -> true;
            case Match.OneOf(List<Value> values) -> {
                Set<Value> set = Set.copyOf(values);
                yield any(set::contains);
            }
            case Match.Compared(Match.Order order, double to) ->
                    any(value ->
                            value instanceof Value.Figure(double figure)
                                    && order.holds(Double.compare(figure, to + 0.0)));
            case Match.Versioned(Match.Order order, String to) -> {
                SemanticVersion bound = SemanticVersion.of(to).orElseThrow();
                yield text(text ->
                        SemanticVersion.of(text)
                                .filter(version -> order.holds(version.compareTo(bound)))
                                .isPresent());
            }
            case Match.Worded(Match.Where where, List<String> texts) ->
                    text(text -> texts.stream().anyMatch(part -> where.holds(text, part)));
            case Match.Pattern(String pattern) -> {
                var compiled = com.google.re2j.Pattern.compile(pattern);
                yield text(text -> compiled.matcher(text).find());
            }
        };
    }

    private static Matcher text(java.util.function.Predicate<String> asked) {
        return any(value -> value instanceof Value.Text(String text) && asked.test(text));
    }

    /// Of a list, one element is enough.
    private static Matcher any(Matcher one) {
        return value ->
                value instanceof Value.Several(List<Value> values)
                        ? values.stream().anyMatch(one::matches)
                        : one.matches(value);
    }
}
