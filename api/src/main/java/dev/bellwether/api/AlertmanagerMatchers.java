package dev.bellwether.api;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.watch.Silence;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Matchers as Alertmanager writes them: `severity="critical"`, `instance=~"db-.*"`, `team!=web`.
final class AlertmanagerMatchers {
    private static final Pattern FORM =
            Pattern.compile(
                    "\\{?\\s*(?:\"([^\"]{1,100})\"|([a-zA-Z_:][a-zA-Z0-9_:.-]{0,99}))\\s*(=~|!~|!=|=)\\s*(.*?)\\s*}?",
                    Pattern.DOTALL);
    private static final int MOST = 50;

    private AlertmanagerMatchers() {}

    /// @throws InvalidInput naming the one that cannot be read
    static List<Silence.Matcher> parse(List<String> texts) {
        if (texts.size() > MOST) {
            throw new InvalidInput("filter", "at most " + MOST + " matchers are taken");
        }
        return texts.stream().map(AlertmanagerMatchers::parse).toList();
    }

    private static Silence.Matcher parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > 2_000 || !form.matches()) {
            throw new InvalidInput("filter", "bad matcher format: " + OpsgenieDoor.cut(text));
        }
        String name = form.group(1) != null ? form.group(1) : form.group(2);
        String operator = form.group(3);
        var matcher =
                new Silence.Matcher(
                        name,
                        unquoted(form.group(4)),
                        operator.endsWith("~"),
                        operator.startsWith("="));
        if (matcher.isRegex()) {
            try {
                matcher.holds(java.util.Map.of());
            } catch (IllegalArgumentException e) {
                throw new InvalidInput("filter", String.valueOf(e.getMessage()));
            }
        }
        return matcher;
    }

    private static String unquoted(String value) {
        if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
            return value.substring(1, value.length() - 1)
                    .replace("\\\"", "\"")
                    .replace("\\n", "\n")
                    .replace("\\\\", "\\");
        }
        return value;
    }
}
