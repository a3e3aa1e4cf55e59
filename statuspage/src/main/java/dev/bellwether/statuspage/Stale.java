package dev.bellwether.statuspage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A bundle that says how old it is: the same files with one line at the top of each HTML file.
/// Made from the bytes, so that it needs neither the database nor what was read from it.
final class Stale {
    /// Where the line goes. A comment no visitor's text can hold, for theirs is escaped or cleaned.
    static final String MARK = "<!--stale-->";

    private Stale() {}

    static Bundle mark(Bundle bundle, Instant heardAt) {
        Words words =
                Words.load(Words.LANGUAGES.contains(bundle.language()) ? bundle.language() : "en");
        var times = new Times(ZoneId.of(bundle.timeZone()), words.locale());
        String time = "<time datetime=\"" + heardAt + "\">" + times.moment(heardAt) + "</time>";
        String line = "<p class=\"stale\" role=\"status\">" + words.of("stale", time) + "</p>";
        var documents = new HashMap<String, Document>();
        bundle.documents().forEach((path, document) -> documents.put(path, mark(document, line)));
        return bundle.with(Map.copyOf(documents));
    }

    private static Document mark(Document document, String line) {
        if (!document.contentType().startsWith("text/html")) {
            return document;
        }
        String html = new String(document.plain(), StandardCharsets.UTF_8);
        int at = html.indexOf(MARK);
        if (at < 0) {
            return document;
        }
        String marked = html.substring(0, at) + line + html.substring(at + MARK.length());
        return Joined.document(document.contentType(), List.of(Piece.of(marked)));
    }
}
