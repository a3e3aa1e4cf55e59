package dev.bellwether.incident;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills `{{names}}` in the words of a template. Pure. What is put in is never looked through for
/// more; what has no value stays as it stands, so that a person sees that something is missing.
///
/// Known by themselves: `services` (names of the affected services), `date` and `time` (in UTC),
/// `incident` (its title).
public final class Placeholders {
    private static final Pattern NAME =
            Pattern.compile("\\{\\{\\s*([A-Za-z][A-Za-z0-9_.-]{0,40})\\s*\\}\\}");

    private Placeholders() {}

    public static String fill(String text, Map<String, String> values) {
        Matcher matcher = NAME.matcher(text);
        return matcher.replaceAll(found -> {
            String value = values.get(found.group(1));
            return Matcher.quoteReplacement(value == null ? found.group() : value);
        });
    }

    /// The names in a text, in order.
    public static List<String> in(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return new ArrayList<>(names);
    }
}
