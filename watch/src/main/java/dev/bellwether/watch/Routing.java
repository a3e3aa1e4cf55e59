package dev.bellwether.watch;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.Severity;
import dev.bellwether.watch.RoutingRule.Condition;
import dev.bellwether.watch.RoutingRule.Operator;
import dev.bellwether.watch.RoutingRule.Times;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Rules, ready to be asked: in order, the first that takes an event says where it goes. Pure, and
/// safe for many threads.
///
/// Regular expressions are RE2's: their time grows with the text and no faster, so none can explode
/// (Cox, "Regular Expression Matching Can Be Simple And Fast", 2007). Backreferences and
/// look-around, which cannot be matched so, are refused when a rule is saved.
final class Routing {
    static final int MOST_RULES = 200;
    static final int MOST_CONDITIONS = 20;
    private static final int LONGEST_VALUE = 500;
    private static final int LARGEST_PROGRAM = 2_000;

    /// Characters of an expression. What is longer has too many steps, or as good as.
    static final int LONGEST_PATTERN = 5_000;

    /// Of all expressions together: so the longest text is matched within a fraction of a second.
    private static final int LARGEST_OF_ALL = 20_000;

    private static final List<String> FIELDS =
            List.of("severity", "source", "summary", "service", "integration", "key");

    static final Routing NONE = new Routing(List.of());

    /// What a condition is asked about.
    record Subject(Integration integration, InboundEvent event, Instant at) {}

    private record Ready(RoutingRule rule, Predicate<Subject> takes) {}

    private final List<Ready> rules;

    private Routing(List<Ready> rules) {
        this.rules = rules;
    }

    /// @throws IllegalArgumentException when a rule has a problem
    static Routing of(List<RoutingRule> rules) {
        return new Routing(
                rules.stream()
                        .map(rule -> {
                            List<Predicate<Subject>> all =
                                    rule.conditions().stream().map(Routing::predicate).toList();
                            Predicate<Subject> times =
                                    rule.times().map(Routing::within).orElse(_ -> true);
                            return new Ready(
                                    rule,
                                    subject ->
                                            times.test(subject)
                                                    && all.stream()
                                                            .allMatch(one -> one.test(subject)));
                        })
                        .toList());
    }

    Routed route(Integration integration, InboundEvent event, Instant at) {
        var subject = new Subject(integration, event, at);
        for (int i = 0; i < rules.size(); i++) {
            RoutingRule rule = rules.get(i).rule();
            if (rules.get(i).takes().test(subject)) {
                return new Routed(
                        rule.nowhere(),
                        rule.service(),
                        rule.policy(),
                        rule.priority(),
                        "rule " + (i + 1) + " '" + rule.name() + "'");
            }
        }
        return Routed.AS_IT_IS;
    }

    private static Predicate<Subject> predicate(Condition condition) {
        String field = condition.field();
        String value = condition.value();
        String low = value.toLowerCase(Locale.ROOT);
        return switch (condition.operator()) {
            case EQUALS -> subject -> values(subject, field).stream().anyMatch(low::equals);
            case NOT_EQUALS -> subject -> values(subject, field).stream().noneMatch(low::equals);
            case CONTAINS ->
                    subject -> values(subject, field).stream().anyMatch(v -> v.contains(low));
            case NOT_CONTAINS ->
                    subject -> values(subject, field).stream().noneMatch(v -> v.contains(low));
            case MATCHES -> {
                Pattern pattern = pattern(value);
                yield subject -> raw(subject, field).stream().anyMatch(pattern::matches);
            }
            case NOT_MATCHES -> {
                Pattern pattern = pattern(value);
                yield subject -> raw(subject, field).stream().noneMatch(pattern::matches);
            }
            case AT_LEAST -> {
                Severity least = Severity.valueOf(value.strip().toUpperCase(Locale.ROOT));
                yield subject -> subject.event().severity().atLeast(least);
            }
        };
    }

    /// @throws IllegalArgumentException when it is none, or too large
    static Pattern pattern(String text) {
        if (text.length() > LONGEST_PATTERN || RegexSize.exceeds(text, 5L * LARGEST_PROGRAM)) {
            throw tooLarge(text);
        }
        try {
            Pattern pattern = Pattern.compile(text, Pattern.DOTALL);
            if (pattern.programSize() > LARGEST_PROGRAM) {
                throw tooLarge(text);
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is no regular expression of RE2's: "
                            + e.getDescription()
                            + " (there are no backreferences and no look-around)",
                    e);
        }
    }

    private static IllegalArgumentException tooLarge(String text) {
        return new IllegalArgumentException(
                "'"
                        + InboundText.cut(text, 200)
                        + "' is too large a regular expression: repeat less");
    }

    private static List<String> values(Subject subject, String field) {
        return raw(subject, field).stream().map(v -> v.toLowerCase(Locale.ROOT)).toList();
    }

    private static List<String> raw(Subject subject, String field) {
        InboundEvent event = subject.event();
        return switch (field) {
            case "severity" -> List.of(event.severity().name().toLowerCase(Locale.ROOT));
            case "source" -> List.of(event.source());
            case "summary" -> List.of(event.summary());
            case "service" -> List.of(subject.integration().service().value());
            case "integration" ->
                    List.of(subject.integration().id().value(), subject.integration().name());
            case "key" -> List.of(event.key().orElse(""));
            default -> List.of(event.tags().getOrDefault(field.substring("tag:".length()), ""));
        };
    }

    private static Predicate<Subject> within(Times times) {
        ZoneId zone = ZoneId.of(times.zone());
        LocalTime from = LocalTime.parse(times.from());
        LocalTime to = LocalTime.parse(times.to());
        return subject -> {
            ZonedDateTime at = subject.at().atZone(zone);
            LocalTime clock = at.toLocalTime();
            boolean over = !from.isBefore(to);
            boolean isIn =
                    over
                            ? !clock.isBefore(from) || clock.isBefore(to)
                            : !clock.isBefore(from) && clock.isBefore(to);
            // What goes on after midnight belongs to the day on which it began.
            DayOfWeek day =
                    over && clock.isBefore(to) && !from.equals(to)
                            ? at.getDayOfWeek().minus(1)
                            : at.getDayOfWeek();
            return isIn && (times.days().isEmpty() || times.days().contains(day));
        };
    }

    // Refusals

    static List<Problem> problems(List<RoutingRule> rules) {
        var problems = new ArrayList<Problem>();
        if (rules.size() > MOST_RULES) {
            problems.add(
                    new Problem("rules", "'" + rules.size() + "' rules; at most " + MOST_RULES));
            return problems;
        }
        for (int i = 0; i < rules.size(); i++) {
            problems(rules.get(i), "rules[" + i + "].", problems);
        }
        if (problems.isEmpty() && size(rules) > LARGEST_OF_ALL) {
            problems.add(
                    new Problem(
                            "rules",
                            "their regular expressions are too large together: repeat less"));
        }
        return problems;
    }

    private static int size(List<RoutingRule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.conditions().stream())
                .filter(one ->
                        one.operator() == Operator.MATCHES
                                || one.operator() == Operator.NOT_MATCHES)
                .mapToInt(one -> pattern(one.value()).programSize())
                .sum();
    }

    private static void problems(RoutingRule rule, String at, List<Problem> problems) {
        if (rule.name().isBlank() || rule.name().length() > 100) {
            problems.add(
                    new Problem(
                            at + "name",
                            "'" + rule.name() + "' does not have 1 to 100 characters"));
        }
        if (rule.conditions().size() > MOST_CONDITIONS) {
            problems.add(
                    new Problem(
                            at + "conditions",
                            "'"
                                    + rule.conditions().size()
                                    + "' are named; at most "
                                    + MOST_CONDITIONS));
        }
        boolean goes =
                rule.service().isPresent()
                        || rule.policy().isPresent()
                        || rule.priority().isPresent();
        if (rule.nowhere() && goes) {
            problems.add(
                    new Problem(
                            at + "nowhere",
                            "a rule that sends nowhere can name no service, policy or priority"));
        } else if (!rule.nowhere() && !goes) {
            problems.add(
                    new Problem(
                            at + "service",
                            "the rule must name a service, a policy, a priority, or nowhere"));
        }
        for (int i = 0; i < rule.conditions().size(); i++) {
            String field = at + "conditions[" + i + "].";
            problem(rule.conditions().get(i))
                    .ifPresent(
                            why -> problems.add(new Problem(field + why.field(), why.message())));
        }
        rule.times()
                .flatMap(Routing::problem)
                .ifPresent(why ->
                        problems.add(new Problem(at + "times." + why.field(), why.message())));
    }

    private static Optional<Problem> problem(Condition condition) {
        boolean known =
                FIELDS.contains(condition.field())
                        || condition.field().startsWith("tag:")
                                && condition.field().length() > "tag:".length();
        if (!known) {
            return Optional.of(
                    new Problem(
                            "field",
                            "'"
                                    + condition.field()
                                    + "' is not one of "
                                    + String.join(", ", FIELDS)
                                    + " or tag:NAME"));
        }
        if (condition.value().length() > LONGEST_VALUE) {
            return Optional.of(
                    new Problem("value", "is longer than " + LONGEST_VALUE + " characters"));
        }
        if (condition.operator() == Operator.AT_LEAST && !condition.field().equals("severity")) {
            return Optional.of(new Problem("operator", "AT_LEAST is for severity only"));
        }
        try {
            predicate(condition);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    new Problem(
                            "value",
                            condition.operator() == Operator.AT_LEAST
                                    ? "'"
                                            + condition.value()
                                            + "' is not one of info, warning, error, critical"
                                    : String.valueOf(e.getMessage())));
        }
    }

    private static Optional<Problem> problem(Times times) {
        try {
            ZoneId.of(times.zone());
        } catch (DateTimeException e) {
            return Optional.of(
                    new Problem(
                            "zone", "'" + times.zone() + "' is no time zone such as Europe/Paris"));
        }
        for (String time : List.of(times.from(), times.to())) {
            try {
                LocalTime.parse(time);
            } catch (DateTimeException e) {
                return Optional.of(
                        new Problem(
                                time.equals(times.from()) ? "from" : "to",
                                "'" + time + "' is no time of day such as 09:00"));
            }
        }
        return Optional.empty();
    }
}
