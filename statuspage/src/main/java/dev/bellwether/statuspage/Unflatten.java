package dev.bellwether.statuspage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gives a report its lines back that came on one line: some providers' pages hand out Markdown
/// with every line break turned into a space.
///
/// It acts only on text of one line that reads as a flattened report, that is, begins with a bold
/// heading and holds another or a list, or has a colon before a list of two or more. Everything
/// else is answered as it came. Words are never changed or moved; only spaces become line breaks.
final class Unflatten {
    private static final String TITLE = "\\*\\*\\p{Lu}[^*\\n]{0,60}?[^*\\s.,;]\\*\\*";
    private static final Pattern HEADING =
            Pattern.compile("(?:^|(?<=\\S) )(" + TITLE + ") (?=\\p{Lu}|\\* )");
    private static final Pattern BULLET =
            Pattern.compile("(?<=\\S) \\* (?=[\\p{Lu}\\p{Nd}`\\[*\"])");

    /// After the end of a sentence at the end of a list item: words in capitals that lead in the
    /// next list, such as `Mitigation Actions`.
    private static final Pattern LEAD_IN =
            Pattern.compile(
                    "(?<=[.!?:]) ((?:\\p{Lu}[\\p{L}\\p{Nd}'-]*)(?: (?:of|and|the|for|in|to|\\p{Lu}[\\p{L}\\p{Nd}'-]*)){0,5})$");

    /// The same without the end of a sentence, for the nouns that such headings end in.
    private static final Pattern NOUN_LEAD_IN =
            Pattern.compile(
                    "(?<=[\\p{Ll})]) ((?:\\p{Lu}[\\p{L}-]+ )+(?:Actions|Improvements|Measures|Steps))$");

    private Unflatten() {}

    static String unflatten(String source) {
        String text = source.strip();
        if (text.indexOf('\n') >= 0 || !isFlat(text)) {
            return source;
        }
        var out = new StringBuilder(text.length() + 64);
        Matcher heading = HEADING.matcher(text);
        int from = 0;
        while (heading.find()) {
            section(out, text.substring(from, heading.start(1)).strip());
            paragraph(out, heading.group(1));
            from = heading.end();
        }
        section(out, text.substring(from).strip());
        return out.toString();
    }

    private static boolean isFlat(String text) {
        int headings = count(HEADING, text);
        int bullets = count(BULLET, text);
        boolean beginsWithHeading = HEADING.matcher(text).lookingAt();
        if (beginsWithHeading && headings + (bullets > 1 ? 1 : 0) > 1) {
            return true;
        }
        Matcher first = BULLET.matcher(text);
        return bullets > 1 && first.find() && text.charAt(first.start() - 1) == ':';
    }

    private static void section(StringBuilder out, String text) {
        if (text.isEmpty()) {
            return;
        }
        List<String> parts = new ArrayList<>();
        String rest = text.startsWith("* ") ? " " + text : text;
        Matcher bullet =
                (text.startsWith("* ") ? Pattern.compile("(?:^|(?<=\\S)) \\* (?=\\S)") : BULLET)
                        .matcher(rest);
        int from = 0;
        while (bullet.find()) {
            parts.add(rest.substring(from, bullet.start()));
            from = bullet.end();
        }
        parts.add(rest.substring(from));
        leadIn(out, parts.getFirst(), parts.size() > 1);
        for (int i = 1; i < parts.size(); i++) {
            item(out, parts.get(i), i < parts.size() - 1);
        }
    }

    private static void leadIn(StringBuilder out, String text, boolean listFollows) {
        Matcher lead = LEAD_IN.matcher(text);
        if (listFollows && lead.find() && lead.start() > 0) {
            paragraph(out, text.substring(0, lead.start()));
            paragraph(out, lead.group(1));
        } else {
            paragraph(out, text);
        }
    }

    private static void item(StringBuilder out, String text, boolean anotherFollows) {
        Matcher lead = LEAD_IN.matcher(text);
        boolean found = anotherFollows && lead.find();
        if (anotherFollows && !found) {
            lead = NOUN_LEAD_IN.matcher(text);
            found = lead.find();
        }
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
        out.append("* ").append(found ? text.substring(0, lead.start()) : text);
        if (found) {
            paragraph(out, lead.group(1));
        }
    }

    private static void paragraph(StringBuilder out, String text) {
        if (text.isBlank()) {
            return;
        }
        if (!out.isEmpty()) {
            out.append("\n\n");
        }
        out.append(text.strip());
    }

    private static int count(Pattern pattern, String text) {
        return (int) pattern.matcher(text).results().count();
    }
}
