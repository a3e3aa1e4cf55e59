package dev.bellwether.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/// Strangers' text within bounds: cut between characters, without control characters, links only
/// where a browser may follow them.
final class InboundText {
    private InboundText() {}

    static String cut(String text, int longest) {
        return ProviderJson.cut(text, longest);
    }

    static String line(String text, int longest) {
        return cut(text, longest * 2)
                .replaceAll("\\s+", " ")
                .strip()
                .transform(t -> cut(t, longest));
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
