package dev.bellwether.watch;

import java.util.Map;

/// HTML of strangers as plain text: tags become line breaks or spaces, the few entities that feeds
/// use their characters. One pass, so the time is that of the length.
final class FeedText {
    private static final Map<String, String> ENTITIES =
            Map.of(
                    "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "#39", "'", "nbsp",
                    " ", "mdash", "-", "ndash", "-");

    private static final int LONGEST_ENTITY = 8;

    private FeedText() {}

    static String plain(String html) {
        var text = new StringBuilder(html.length());
        int i = 0;
        while (i < html.length()) {
            char c = html.charAt(i);
            int end = c == '<' ? html.indexOf('>', i) : c == '&' ? semicolon(html, i) : -1;
            if (c == '<' && end > 0) {
                space(text, isBlock(html, i + 1) ? '\n' : ' ');
                i = end + 1;
            } else if (c == '<') {
                break;
            } else if (end > 0 && ENTITIES.containsKey(html.substring(i + 1, end))) {
                text.append(ENTITIES.get(html.substring(i + 1, end)));
                i = end + 1;
            } else {
                if (Character.isWhitespace(c)) {
                    space(text, ' ');
                } else {
                    text.append(c);
                }
                i++;
            }
        }
        return text.toString().strip();
    }

    private static int semicolon(String html, int from) {
        int most = Math.min(html.length(), from + LONGEST_ENTITY + 2);
        for (int i = from + 1; i < most; i++) {
            if (html.charAt(i) == ';') {
                return i;
            }
        }
        return -1;
    }

    /// A line break outranks a space; neither is doubled.
    private static void space(StringBuilder text, char space) {
        int last = text.length() - 1;
        if (last < 0 || text.charAt(last) == '\n') {
            return;
        }
        if (text.charAt(last) == ' ') {
            text.setCharAt(last, space);
        } else {
            text.append(space);
        }
    }

    private static boolean isBlock(String html, int at) {
        int i = at < html.length() && html.charAt(at) == '/' ? at + 1 : at;
        return html.startsWith("p", i)
                || html.startsWith("br", i)
                || html.startsWith("li", i)
                || html.startsWith("div", i)
                || html.startsWith("hr", i)
                || html.startsWith("h", i) && i + 1 < html.length() && isDigit(html.charAt(i + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
