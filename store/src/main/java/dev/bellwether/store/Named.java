package dev.bellwether.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A text with names for its values, as one with places for them: found once for each text.
///
/// @param text with a `?` for each value
/// @param names whose value stands at each place
record Named(String text, List<String> names) {
    private static final int KEPT = 1_000;

    /// A literal, a cast of PostgreSQL's, or a name.
    private static final Pattern PARTS = Pattern.compile("'[^']*'|::\\w+|:([A-Za-z]\\w*)");

    private static final Map<String, Named> KNOWN = new ConcurrentHashMap<>();

    static Named of(String text) {
        Named known = KNOWN.get(text);
        if (known != null) {
            return known;
        }
        Named found = parsed(text);
        if (KNOWN.size() < KEPT) {
            KNOWN.put(text, found);
        }
        return found;
    }

    private static Named parsed(String text) {
        var names = new ArrayList<String>();
        Matcher part = PARTS.matcher(text);
        var placed = new StringBuilder();
        while (part.find()) {
            String name = part.group(1);
            if (name != null) {
                names.add(name);
            }
            part.appendReplacement(
                    placed, Matcher.quoteReplacement(name == null ? part.group() : "?"));
        }
        return new Named(part.appendTail(placed).toString(), List.copyOf(names));
    }

    /// The values in the order of their places.
    ///
    /// @throws IllegalArgumentException when a name has none
    List<@Nullable Object> values(Map<String, ?> byName) {
        for (String name : names) {
            if (!byName.containsKey(name)) {
                throw new IllegalArgumentException("No value for :" + name + " in: " + text);
            }
        }
        return Prepared.plain(names.stream().<@Nullable Object>map(byName::get).toList());
    }
}
