package dev.bellwether.guard;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where a query comes from, as its sender says. What is not said is empty, or has no entry.
///
/// The names are shown to people, become labels and go into the node's log: so they are bounded,
/// and hold nothing that cannot be seen.
///
/// @param feature the part of the product that asks, such as `campaign-reports`
/// @param release of that feature, such as `2026.11.3`
/// @param variations by the key of the flag or campaign, at most [#MOST_VARIATIONS]
public record Origin(String feature, String release, SortedMap<String, String> variations) {
    /// The longest name, in characters; what is longer is cut.
    public static final int LONGEST_NAME = 100;

    public static final int MOST_VARIATIONS = 20;

    public static final Origin UNKNOWN = new Origin("", "", Map.of());

    public Origin(String feature, String release, Map<String, String> variations) {
        this(feature, release, (SortedMap<String, String>) new TreeMap<>(variations));
    }

    public Origin {
        feature = clean(feature);
        release = clean(release);
        var kept = new TreeMap<String, String>();
        variations.forEach((key, value) -> {
            String flag = clean(key);
            String variation = clean(value);
            if (kept.size() < MOST_VARIATIONS && !flag.isEmpty() && !variation.isEmpty()) {
                kept.put(flag, variation);
            }
        });
        variations = Collections.unmodifiableSortedMap(kept);
    }

    public boolean isUnknown() {
        return feature.isEmpty() && release.isEmpty() && variations.isEmpty();
    }

    /// This one, with what it does not say taken from another.
    Origin or(Origin other) {
        return new Origin(
                feature.isEmpty() ? other.feature : feature,
                release.isEmpty() ? other.release : release,
                variations.isEmpty() ? other.variations : variations);
    }

    /// One line without control characters, without marks that turn the direction of writing, and
    /// with single spaces.
    private static String clean(String name) {
        var kept = new StringBuilder();
        int at = 0;
        while (at < name.length() && kept.length() < LONGEST_NAME) {
            int c = name.codePointAt(at);
            at += Character.charCount(c);
            if (isSeen(c)) {
                kept.appendCodePoint(c);
            } else if (!kept.isEmpty() && kept.charAt(kept.length() - 1) != ' ') {
                kept.append(' ');
            }
        }
        return kept.toString().strip();
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
