package dev.bellwether.experiment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Flags in words that people read. Pure.
public final class FlagWords {
    private static final int MOST_VALUES = 5;

    private FlagWords() {}

    /// Such as `12.5 %`.
    public static String percent(double share) {
        return BigDecimal.valueOf(share * 100)
                        .setScale(2, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    /// Who a rule is for: `country is DE or FR, and not in the segment staff`.
    public static String who(Condition condition) {
        return switch (condition) {
            case Condition.All(List<Condition> of) when of.isEmpty() -> "everybody";
            case Condition.Any(List<Condition> of) when of.isEmpty() -> "nobody";
            case Condition.All(List<Condition> of) ->
                    of.stream().map(FlagWords::within).collect(Collectors.joining(", and "));
            case Condition.Any(List<Condition> of) ->
                    of.stream().map(FlagWords::within).collect(Collectors.joining(", or "));
            case Condition.Not(Condition not) -> "not (" + who(not) + ")";
            case Condition.InSegment(String segment) -> "in the segment " + segment;
            case Condition.Attribute(String name, Match match) ->
                    (name.equals(Visitor.KEY) ? "the visitor's key" : name) + " " + match(match);
        };
    }

    private static String within(Condition condition) {
        boolean hasParts =
                condition instanceof Condition.All(var all) && all.size() > 1
                        || condition instanceof Condition.Any(var any) && any.size() > 1;
        return hasParts ? "(" + who(condition) + ")" : who(condition);
    }

    private static String match(Match match) {
        return switch (match) {
            case Match.Known() -> "is known";
            case Match.OneOf(List<Value> values) ->
                    "is " + several(values.stream().map(FlagWords::value).toList());
            case Match.Compared(Match.Order order, double to) ->
                    order(order) + value(new Value.Figure(to));
            case Match.Versioned(Match.Order order, String to) -> order(order) + "version " + to;
            case Match.Worded(Match.Where where, List<String> texts) ->
                    switch (where) {
                                case BEGINS -> "begins with ";
                                case CONTAINS -> "contains ";
                                case ENDS -> "ends with ";
                            }
                            + several(texts);
            case Match.Pattern(String pattern) -> "matches /" + pattern + "/";
        };
    }

    private static String order(Match.Order order) {
        return switch (order) {
            case LESS -> "is less than ";
            case AT_MOST -> "is at most ";
            case AT_LEAST -> "is at least ";
            case MORE -> "is more than ";
        };
    }

    private static String several(List<String> words) {
        String shown = words.stream().limit(MOST_VALUES).collect(Collectors.joining(" or "));
        return words.size() > MOST_VALUES
                ? shown + " or one of " + (words.size() - MOST_VALUES) + " more"
                : shown;
    }

    /// A value as one writes it.
    public static String value(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Truth(boolean truth) -> Boolean.toString(truth);
            case Value.Figure figure -> String.valueOf(PlainValue.of(figure));
            case Value.Several(List<Value> values) ->
                    values.stream()
                            .map(FlagWords::value)
                            .collect(Collectors.joining(", ", "[", "]"));
            case Value.Structure(Map<String, Value> parts) ->
                    parts.entrySet().stream()
                            .map(part -> part.getKey() + ": " + value(part.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    /// What a rule gives at a time: `control 50 %, fast 50 %, to 20 % of them (campaign checkout)`.
    public static String gives(Serving serving, Instant now) {
        return switch (serving) {
            case Serving.Fixed(String variation) -> variation;
            case Serving.Split split -> {
                String shares =
                        split.shares().stream()
                                .map(share -> share.variation() + " " + percent(share.share()))
                                .collect(Collectors.joining(", "));
                double coverage = split.coverage().at(now);
                yield shares
                        + (coverage < 1 ? ", to " + percent(coverage) + " of them" : "")
                        + " (campaign "
                        + split.campaign()
                        + split.unit().map(unit -> ", by " + unit).orElse("")
                        + split.group().map(group -> ", in the group " + group).orElse("")
                        + ")";
            }
        };
    }

    /// When a rule holds; empty: always.
    public static String when(Window window) {
        return (window.from().map(at -> "from " + time(at)).orElse("")
                        + window.until().map(at -> " until " + time(at)).orElse(""))
                .strip();
    }

    /// In UTC, to the minute.
    public static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES).toString().replace("T", " ").replace(":00Z", "")
                + " UTC";
    }
}
