package dev.bellwether.watch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A text that is filled from a JSON document: a path by itself (`$.host`), or words with paths in
/// braces (`Disk of {$.host} is full`). What is not there fills as nothing.
final class JsonText {
    static final int LONGEST = 500;
    private static final Pattern PLACE = Pattern.compile("\\{(\\$[^{}]*)}");

    private JsonText() {}

    /// What is wrong with it; empty when nothing is.
    static Optional<String> problem(String text) {
        if (text.length() > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " characters");
        }
        try {
            if (text.startsWith("$")) {
                path(text);
            } else {
                Matcher place = PLACE.matcher(text);
                while (place.find()) {
                    path(place.group(1));
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static JsonRule path(String text) {
        JsonRule rule;
        try {
            rule = JsonRule.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a path such as $.alert.host or $.items[0].name", e);
        }
        if (rule.comparison().isPresent()) {
            throw new IllegalArgumentException(
                    "'" + text + "' compares; only a path is meant here");
        }
        return rule;
    }

    static String fill(String text, JsonNode body) {
        if (text.startsWith("$")) {
            return words(at(text, body));
        }
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(words(at(place.group(1), body))));
    }

    /// Whether something stands at one of its places at least; true for words without a place.
    static boolean finds(String text, JsonNode body) {
        if (text.startsWith("$")) {
            return !words(at(text, body)).isBlank();
        }
        Matcher place = PLACE.matcher(text);
        boolean hasPlace = false;
        while (place.find()) {
            hasPlace = true;
            if (!words(at(place.group(1), body)).isBlank()) {
                return true;
            }
        }
        return !hasPlace && !text.isBlank();
    }

    static JsonNode at(String path, JsonNode body) {
        return path(path).place(body);
    }

    private static String words(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        return node.isString() ? node.stringValue() : node.toString();
    }
}
