package dev.bellwether.console;

import dev.bellwether.model.Status;
import java.util.Locale;
import java.util.Optional;

/// Something that a search found.
///
/// @param kind such as `Check`
/// @param detail what tells it from others of its name
/// @param rank 0 exact, 1 prefix, 2 whole word, 3 anywhere
record Hit(
        String kind,
        String name,
        String detail,
        String address,
        int rank,
        Optional<Status> status) {
    static final int NONE = 9;

    /// How well a text fits words in lower case: 0 exact, 1 prefix, 2 a word begins with them, 3
    /// anywhere, [#NONE] not at all.
    static int fit(String text, String words) {
        String all = text.toLowerCase(Locale.ROOT);
        if (all.equals(words)) {
            return 0;
        }
        if (all.startsWith(words)) {
            return 1;
        }
        int at = all.indexOf(words);
        if (at < 0) {
            return NONE;
        }
        while (at >= 0) {
            if (!Character.isLetterOrDigit(all.charAt(at - 1))) {
                return 2;
            }
            at = all.indexOf(words, at + 1);
        }
        return 3;
    }
}
