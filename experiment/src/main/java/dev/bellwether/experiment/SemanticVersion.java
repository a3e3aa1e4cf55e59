package dev.bellwether.experiment;

import java.util.List;
import java.util.Optional;

/// A version by the order of semantic versioning 2.0.0, §11, but with any number of whole parts
/// (`3.1` is `3.1.0`) and a `v` before it if one likes. What follows a `+` does not count.
///
/// @param parts whole numbers without leading zeros, as text, for they have any length
/// @param early what follows the first `-`, such as `beta`, `2`; empty: it is no early release
record SemanticVersion(List<String> parts, List<String> early)
        implements Comparable<SemanticVersion> {
    private static final int MOST = 100;

    /// Empty for what is no version.
    static Optional<SemanticVersion> of(String text) {
        if (text.length() > MOST) {
            return Optional.empty();
        }
        String version = text.startsWith("v") ? text.substring(1) : text;
        int build = version.indexOf('+');
        String counted = build < 0 ? version : version.substring(0, build);
        int dash = counted.indexOf('-');
        List<String> parts = split(dash < 0 ? counted : counted.substring(0, dash));
        List<String> early = dash < 0 ? List.of() : split(counted.substring(dash + 1));
        return parts.stream().allMatch(SemanticVersion::isWhole)
                        && early.stream().noneMatch(String::isEmpty)
                ? Optional.of(
                        new SemanticVersion(
                                parts.stream().map(SemanticVersion::stripped).toList(), early))
                : Optional.empty();
    }

    @Override
    public int compareTo(SemanticVersion other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int order = wholes(part(i), other.part(i));
            if (order != 0) {
                return order;
            }
        }
        if (early.isEmpty() || other.early.isEmpty()) {
            return Boolean.compare(early.isEmpty(), other.early.isEmpty());
        }
        for (int i = 0; i < Math.min(early.size(), other.early.size()); i++) {
            int order = identifiers(early.get(i), other.early.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(early.size(), other.early.size());
    }

    private String part(int i) {
        return i < parts.size() ? parts.get(i) : "0";
    }

    /// Numbers come before words.
    private static int identifiers(String one, String other) {
        boolean whole = isWhole(one);
        if (whole != isWhole(other)) {
            return whole ? -1 : 1;
        }
        return whole ? wholes(stripped(one), stripped(other)) : one.compareTo(other);
    }

    private static int wholes(String one, String other) {
        return one.length() == other.length()
                ? one.compareTo(other)
                : Integer.compare(one.length(), other.length());
    }

    private static List<String> split(String text) {
        return List.of(text.split("\\.", -1));
    }

    private static boolean isWhole(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String stripped(String whole) {
        int at = 0;
        while (at < whole.length() - 1 && whole.charAt(at) == '0') {
            at++;
        }
        return whole.substring(at);
    }
}
