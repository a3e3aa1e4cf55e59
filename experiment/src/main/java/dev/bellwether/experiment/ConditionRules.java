package dev.bellwether.experiment;

import com.google.re2j.PatternSyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What must be true of a condition, and of a value. Pure.
///
/// @param segments that may be named; empty: none may, for this is a segment itself
record ConditionRules(Faults faults, Optional<Set<String>> segments) {
    private static final int DEEPEST = 10;
    private static final int MOST_PARTS = 1_000;
    private static final int MOST_VALUES = 10_000;
    private static final int LONGEST = 10_000;

    void condition(String path, Condition condition) {
        condition(path, condition, 1);
    }

    private void condition(String path, Condition condition, int depth) {
        if (depth > DEEPEST) {
            faults.require(
                    false, path, "is more than " + DEEPEST + " deep; name a segment instead");
            return;
        }
        switch (condition) {
            case Condition.All(List<Condition> of) -> each(path + ".all", of, depth);
            case Condition.Any(List<Condition> of) -> each(path + ".any", of, depth);
            case Condition.Not(Condition not) -> condition(path + ".not", not, depth + 1);
            case Condition.InSegment(String segment) ->
                    segments.ifPresentOrElse(
                            known -> faults.known(path, segment, known, "a segment"),
                            () ->
                                    faults.require(
                                            false,
                                            path,
                                            Faults.quoted(segment)
                                                    + " is a segment, and a segment names no other"));
            case Condition.Attribute(String name, Match match) -> {
                faults.length(path + ".name", name, 200);
                match(path + ".match", match);
            }
        }
    }

    private void each(String path, List<Condition> of, int depth) {
        if (faults.size(path, of, 0, MOST_PARTS)) {
            for (int i = 0; i < of.size(); i++) {
                condition(path + "[" + i + "]", of.get(i), depth + 1);
            }
        }
    }

    private void match(String path, Match match) {
        switch (match) {
            case Match.Known() -> {}
            case Match.OneOf(List<Value> values) -> {
                if (faults.size(path + ".values", values, 1, MOST_VALUES)) {
                    faults.require(
                            values.stream().allMatch(ConditionRules::isPlain),
                            path + ".values",
                            "holds a list or a structure; texts, figures and truths are compared");
                    values.forEach(value -> value(faults, path + ".values", value));
                }
            }
            case Match.Compared(Match.Order order, double to) ->
                    faults.require(
                            Double.isFinite(to),
                            path + ".to",
                            "'" + to + "' is not a finite figure");
            case Match.Versioned(Match.Order order, String to) ->
                    faults.require(
                            SemanticVersion.of(to).isPresent(),
                            path + ".to",
                            Faults.quoted(to) + " is not a version such as 2.10.1");
            case Match.Worded(Match.Where where, List<String> texts) -> {
                if (faults.size(path + ".texts", texts, 1, MOST_PARTS)) {
                    texts.forEach(text -> faults.length(path + ".texts", text, 1_000));
                }
            }
            case Match.Pattern(String pattern) -> pattern(path + ".pattern", pattern);
        }
    }

    private void pattern(String path, String pattern) {
        faults.length(path, pattern, 1_000);
        if (pattern.length() <= 1_000) {
            try {
                com.google.re2j.Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                faults.require(
                        false,
                        path,
                        Faults.quoted(pattern) + " is not a pattern: " + e.getDescription());
            }
        }
    }

    private static boolean isPlain(Value value) {
        return switch (value) {
            case Value.Truth t -> true;
            case Value.Figure f -> true;
            case Value.Text t -> true;
            case Value.Several s -> false;
            case Value.Structure s -> false;
        };
    }

    static void value(Faults faults, String path, Value value) {
        value(faults, path, value, 1);
    }

    private static void value(Faults faults, String path, Value value, int depth) {
        if (depth > DEEPEST) {
            faults.require(false, path, "is more than " + DEEPEST + " deep");
            return;
        }
        switch (value) {
            case Value.Truth t -> {}
            case Value.Figure f -> {}
            case Value.Text(String text) ->
                    faults.require(
                            text.length() <= LONGEST,
                            path,
                            Faults.quoted(text)
                                    + " has "
                                    + text.length()
                                    + " characters; allowed: up to "
                                    + LONGEST);
            case Value.Several(List<Value> values) -> parts(faults, path, values, depth);
            case Value.Structure(Map<String, Value> parts) ->
                    parts(faults, path, parts.values(), depth);
        }
    }

    private static void parts(Faults faults, String path, Collection<Value> parts, int depth) {
        if (faults.size(path, parts, 0, MOST_PARTS)) {
            parts.forEach(part -> value(faults, path, part, depth + 1));
        }
    }
}
