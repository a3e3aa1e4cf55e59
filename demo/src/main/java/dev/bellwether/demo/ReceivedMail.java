package dev.bellwether.demo;

import java.time.Instant;
import java.util.Optional;

/// A mail as it came in.
///
/// @param raw header and body, lines ended by `\n`
public record ReceivedMail(int number, Instant at, String to, String raw) {
    /// The first header of that name, unfolded; encoded words are left as they are.
    public Optional<String> header(String name) {
        String prefix = "\n" + name.toLowerCase(java.util.Locale.ROOT) + ":";
        String head = "\n" + head();
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf(prefix);
        if (at < 0) {
            return Optional.empty();
        }
        int from = at + prefix.length();
        int end = from;
        do {
            end = head.indexOf('\n', end + 1);
        } while (end > 0 && end + 1 < head.length() && isFold(head.charAt(end + 1)));
        String value = end < 0 ? head.substring(from) : head.substring(from, end);
        return Optional.of(value.replaceAll("\n[ \t]+", " ").strip());
    }

    private String head() {
        int end = raw.indexOf("\n\n");
        return end < 0 ? raw : raw.substring(0, end);
    }

    private static boolean isFold(char c) {
        return c == ' ' || c == '\t';
    }
}
