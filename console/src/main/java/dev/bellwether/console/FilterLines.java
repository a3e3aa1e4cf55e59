package dev.bellwether.console;

import dev.bellwether.experiment.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Filters on the properties of a goal as people write them, one a line: `country is de`, `amount
/// at least 10`.
final class FilterLines {
    private static final Pattern LINE =
            Pattern.compile("(\\S.*?)\\s+(is not|is|at least|below)(?:\\s+(.*))?");

    private FilterLines() {}

    static String write(List<Goal.Filter> filters) {
        return filters.stream()
                .map(one -> (one.property() + " " + word(one.test()) + " " + one.value()).strip())
                .collect(Collectors.joining("\n"));
    }

    static List<Goal.Filter> read(Form form, String field) {
        var filters = new ArrayList<Goal.Filter>();
        for (String line : form.lines(field)) {
            Matcher match = LINE.matcher(line);
            if (match.matches()) {
                String value = match.group(3) == null ? "" : match.group(3);
                filters.add(new Goal.Filter(match.group(1), test(match.group(2)), value));
            } else {
                form.wrong(
                        field,
                        "'"
                                + line
                                + "' is no filter; write a property, 'is', 'is not', 'at least' or"
                                + " 'below', and a value, such as country is de");
            }
        }
        return filters;
    }

    private static String word(Goal.Test test) {
        return switch (test) {
            case IS -> "is";
            case IS_NOT -> "is not";
            case AT_LEAST -> "at least";
            case BELOW -> "below";
        };
    }

    private static Goal.Test test(String word) {
        return switch (word) {
            case "is" -> Goal.Test.IS;
            case "is not" -> Goal.Test.IS_NOT;
            case "at least" -> Goal.Test.AT_LEAST;
            default -> Goal.Test.BELOW;
        };
    }
}
