package dev.bellwether.statuspage;

import java.util.LinkedHashMap;
import java.util.Map;

/// What people wrote, made into HTML once for all pages and files that show it. Forgets what was
/// not asked for lately. For one thread at a time.
final class Texts {
    private static final int MOST = 2_000;
    private static final int MOST_CHARACTERS = 4_000_000;

    private record Asked(String source, int level) {}

    private final Map<Asked, String> made = new LinkedHashMap<>(64, 0.75f, true);
    private int characters;

    /// @param level of the highest heading in it, 2 to 6
    String html(String source, int level) {
        var asked = new Asked(source, level);
        String html = made.get(asked);
        if (html == null) {
            html = Markdown.html(source, level);
            made.put(asked, html);
            characters += size(asked, html);
            forget();
        }
        return html;
    }

    private void forget() {
        var eldest = made.entrySet().iterator();
        while ((made.size() > MOST || characters > MOST_CHARACTERS) && eldest.hasNext()) {
            var entry = eldest.next();
            characters -= size(entry.getKey(), entry.getValue());
            eldest.remove();
        }
    }

    private static int size(Asked asked, String html) {
        return asked.source().length() + html.length();
    }
}
