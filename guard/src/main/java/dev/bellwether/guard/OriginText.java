package dev.bellwether.guard;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// An [Origin] in words: read from the comments before a query, and written as JSON.
///
/// A comment says it in JSON, or in pairs: `feature=reports release=1.2 variations=a=b,c=d`, where
/// a value may stand in single quotes, percent-encoded, as the sqlcommenter libraries write it
/// (`feature='reports',release='1.2'`).
final class OriginText {
    private static final int MOST_COMMENTS = 4;
    private static final int FARTHEST = 8 << 10;

    private OriginText() {}

    static Origin ofLeadingComments(String sql) {
        return leadingComments(sql).stream()
                .map(OriginText::ofComment)
                .reduce(Origin.UNKNOWN, Origin::or);
    }

    /// What stands in the first comments of a query, before its first word.
    static List<String> leadingComments(String sql) {
        var found = new ArrayList<String>();
        int at = 0;
        for (int i = 0; i < MOST_COMMENTS; i++) {
            while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
                at++;
            }
            boolean isBlock = sql.startsWith("/*", at);
            if (!isBlock && !sql.startsWith("--", at)) {
                return found;
            }
            int end = sql.indexOf(isBlock ? "*/" : "\n", at + 2);
            int to = end < 0 ? sql.length() : end;
            if (to > FARTHEST) {
                return found;
            }
            found.add(sql.substring(at + 2, to).strip());
            at = Math.min(sql.length(), to + (isBlock ? 2 : 1));
        }
        return found;
    }

    private static Origin ofComment(String comment) {
        if (comment.startsWith("{")) {
            return OriginReader.ofLogComment(comment);
        }
        Map<String, String> pairs = pairs(comment);
        return new Origin(
                pairs.getOrDefault("feature", ""),
                pairs.getOrDefault("release", ""),
                OriginReader.variations(pairs.getOrDefault("variations", "")));
    }

    static Map<String, String> pairs(String comment) {
        var pairs = new HashMap<String, String>();
        int at = 0;
        while (at < comment.length()) {
            int from = at;
            while (at < comment.length() && isName(comment.charAt(at))) {
                at++;
            }
            if (at == from || at >= comment.length() || comment.charAt(at) != '=') {
                at = Math.max(at, from + 1);
                continue;
            }
            String name = comment.substring(from, at);
            at++;
            int end;
            if (at < comment.length() && comment.charAt(at) == '\'') {
                end = closing(comment, at + 1);
                pairs.putIfAbsent(name, decoded(comment.substring(at + 1, end)));
            } else {
                end = at;
                boolean isList = name.equals("variations");
                while (end < comment.length() && !ends(comment.charAt(end), isList)) {
                    end++;
                }
                pairs.putIfAbsent(name, comment.substring(at, end));
            }
            at = end + 1;
        }
        return pairs;
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    private static boolean ends(char c, boolean isList) {
        return Character.isWhitespace(c) || c == ';' || c == ',' && !isList;
    }

    private static int closing(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '\'') {
                return i;
            }
        }
        return text.length();
    }

    /// A plus stays one: this is no form.
    private static String decoded(String value) {
        String plain = value.replace("\\'", "'");
        try {
            return URLDecoder.decode(plain.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return plain;
        }
    }

    static String json(Origin origin) {
        ObjectNode node = OriginReader.JSON.createObjectNode();
        if (!origin.feature().isEmpty()) {
            node.put("feature", origin.feature());
        }
        if (!origin.release().isEmpty()) {
            node.put("release", origin.release());
        }
        if (!origin.variations().isEmpty()) {
            ObjectNode variations = node.putObject("variations");
            origin.variations().forEach(variations::put);
        }
        return OriginReader.JSON.writeValueAsString(node);
    }
}
