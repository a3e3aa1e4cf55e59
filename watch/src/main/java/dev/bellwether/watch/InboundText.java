package dev.bellwether.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Strangers' text within bounds: cut between characters, without control characters, links only
/// where a browser may follow them.
final class InboundText {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private InboundText() {}

    static String cut(String text, int longest) {
        return ProviderJson.cut(text, longest);
    }

    static String line(String text, int longest) {
        return cut(spaced(cut(text, longest * 2)).strip(), longest);
    }

    /// Without line breaks and tabs, and one space for many.
    private static String spaced(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c != '\n' && c != '\t' && (c != ' ' || i == 0 || text.charAt(i - 1) != ' ');
        }
        return plain ? text : SPACE.matcher(text).replaceAll(" ");
    }

    /// Empty when it is no http or https address.
    static String link(String text, int longest) {
        return text.length() <= longest && HttpTarget.parse(text).isPresent() ? text : "";
    }

    /// The first `most` in the order of the sender.
    static Map<String, String> tags(Map<String, String> tags, int most, int longest) {
        var kept = new LinkedHashMap<String, String>();
        tags.forEach((name, value) -> {
            if (kept.size() < most && !name.isBlank()) {
                kept.put(line(name, 100), line(value, longest));
            }
        });
        return Map.copyOf(kept);
    }
}
