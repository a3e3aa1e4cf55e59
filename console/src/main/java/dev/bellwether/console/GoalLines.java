package dev.bellwether.console;

import dev.bellwether.experiment.Audience;
import dev.bellwether.experiment.AudienceRule;
import dev.bellwether.experiment.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Goals and rules of audiences as people write them, a goal a line: `order`, or `order where plan
/// is team and total at least 5`. Pure.
final class GoalLines {
    private static final Pattern FILTER =
            Pattern.compile("(\\S.*?)\\s+(is not|is|at least|below)\\s+(.*)");
    private static final String VALUES = "values of ";

    private GoalLines() {}

    static String write(Goal goal) {
        return goal.filters().isEmpty()
                ? goal.event()
                : goal.event()
                        + " where "
                        + goal.filters().stream()
                                .map(filter ->
                                        filter.property()
                                                + switch (filter.test()) {
                                                    case IS -> " is ";
                                                    case IS_NOT -> " is not ";
                                                    case AT_LEAST -> " at least ";
                                                    case BELOW -> " below ";
                                                }
                                                + filter.value())
                                .collect(Collectors.joining(" and "));
    }

    private static Optional<Goal> read(String line) {
        String[] parts = line.strip().split("\\s+where\\s+", 2);
        List<Goal.Filter> filters = new ArrayList<>();
        if (parts.length == 2) {
            for (String each : parts[1].split("\\s+and\\s+")) {
                Matcher match = FILTER.matcher(each.strip());
                if (!match.matches()) {
                    return Optional.empty();
                }
                filters.add(new Goal.Filter(match.group(1), test(match.group(2)), match.group(3)));
            }
        }
        return Optional.of(new Goal(parts[0], filters));
    }

    private static Goal.Test test(String word) {
        return switch (word) {
            case "is" -> Goal.Test.IS;
            case "is not" -> Goal.Test.IS_NOT;
            case "at least" -> Goal.Test.AT_LEAST;
            default -> Goal.Test.BELOW;
        };
    }

    private static List<AudienceRule> read(Form form, String field) {
        List<AudienceRule> goals = new ArrayList<>();
        for (String line : form.lines(field)) {
            read(line)
                    .ifPresentOrElse(
                            goal -> goals.add(new AudienceRule.Did(goal)),
                            () -> form.wrong(field, wrong(line)));
        }
        return goals;
    }

    private static String wrong(String line) {
        return "'"
                + line
                + "' is no goal; write an event such as order, or order where plan is team and"
                + " total at least 5";
    }

    /// The rule that the fields `all`, `any` and `none` say; with nothing in them, everybody.
    static AudienceRule rule(Form form) {
        List<AudienceRule> parts = new ArrayList<>(read(form, "all"));
        List<AudienceRule> any = read(form, "any");
        if (!any.isEmpty()) {
            parts.add(new AudienceRule.Any(any));
        }
        read(form, "none").forEach(one -> parts.add(new AudienceRule.Not(one)));
        return new AudienceRule.All(parts);
    }

    /// The fields that say a rule; empty where they cannot.
    static Optional<Form> form(AudienceRule rule) {
        List<String> all = new ArrayList<>();
        List<String> any = new ArrayList<>();
        List<String> none = new ArrayList<>();
        for (AudienceRule part : rule instanceof AudienceRule.All(var of) ? of : List.of(rule)) {
            switch (part) {
                case AudienceRule.Did(Goal goal) -> all.add(write(goal));
                case AudienceRule.Not(AudienceRule.Did(Goal goal)) -> none.add(write(goal));
                case AudienceRule.Any(var of) -> {
                    for (AudienceRule one : of) {
                        if (one instanceof AudienceRule.Did(Goal goal)) {
                            any.add(write(goal));
                        }
                    }
                }
                case AudienceRule.All _, AudienceRule.Not _ -> {}
            }
        }
        Form form =
                Form.blank()
                        .with("all", String.join("\n", all))
                        .with("any", String.join("\n", any))
                        .with("none", String.join("\n", none));
        return means(rule(form), rule) ? Optional.of(form) : Optional.empty();
    }

    /// Whether two rules are the same but for a list of one.
    private static boolean means(AudienceRule one, AudienceRule other) {
        return one.equals(other) || one.equals(new AudienceRule.All(List.of(other)));
    }

    /// `Orders: order`; `Revenue: values of order`, whose values are added up.
    static String write(List<Audience.Counted> goals) {
        return goals.stream()
                .map(one -> one.name() + ": " + (one.values() ? VALUES : "") + write(one.goal()))
                .collect(Collectors.joining("\n"));
    }

    static List<Audience.Counted> goals(Form form, String field) {
        List<Audience.Counted> goals = new ArrayList<>();
        for (String line : form.lines(field)) {
            String[] parts = line.split(":\\s+", 2);
            String name = parts.length == 2 ? parts[0] : line;
            String said = parts.length == 2 ? parts[1].strip() : line;
            boolean values = said.startsWith(VALUES);
            String goal = values ? said.substring(VALUES.length()) : said;
            read(goal)
                    .ifPresentOrElse(
                            read -> goals.add(new Audience.Counted(name.strip(), read, values)),
                            () -> form.wrong(field, wrong(goal)));
        }
        return goals;
    }
}
