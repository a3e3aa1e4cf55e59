package dev.bellwether.guard;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Strings that stand for others: as long, with letters where letters were and digits where digits
/// were, and signs as they were, so that patterns, addresses and numbers in quotes stay what they
/// are. The same string has the same stand-in within one text, and two that differ have two, as far
/// as their letters and digits go round.
final class StandIns {
    private static final int LETTER = 'x' - 'a';
    private static final int DIGIT = 1;

    private final Map<String, String> known = new HashMap<>();
    private final Map<String, Integer> alike = new HashMap<>();

    String of(String plain) {
        return known.computeIfAbsent(
                plain,
                _ -> {
                    int before = alike.merge(numbered(plain, 0), 1, Integer::sum) - 1;
                    return numbered(plain, before);
                });
    }

    /// @param number written into its letters and digits from the right, each a place of its own
    private static String numbered(String plain, int number) {
        int[] points = plain.codePoints().toArray();
        int left = number;
        for (int i = points.length - 1; i >= 0; i--) {
            int c = points[i];
            // Behind a backslash stands what a pattern means, such as \d.
            if (i > 0 && points[i - 1] == '\\') {
                continue;
            }
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                points[i] = (c >= 'a' ? 'a' : 'A') + (LETTER + left) % 26;
                left /= 26;
            } else if (c >= '0' && c <= '9') {
                points[i] = '0' + (DIGIT + left) % 10;
                left /= 10;
            } else if (c >= 0x80) {
                points[i] = asLong(c);
            }
        }
        return new String(points, 0, points.length);
    }

    /// A character of as many bytes in UTF-8.
    private static int asLong(int c) {
        return switch (Character.toString(c).getBytes(StandardCharsets.UTF_8).length) {
            case 2 -> 'é';
            case 4 -> 0x1F600;
            default -> '€';
        };
    }
}
