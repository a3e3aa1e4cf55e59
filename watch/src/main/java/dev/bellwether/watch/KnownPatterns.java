package dev.bellwether.watch;

import com.google.re2j.Pattern;
import java.util.concurrent.ConcurrentHashMap;

/// Expressions of silences, ready to be asked: made once for each text and not for each event. Safe
/// for many threads.
final class KnownPatterns {
    /// All of the largest size are some ten megabytes.
    private static final int MOST = 200;

    private static final ConcurrentHashMap<String, Pattern> KNOWN = new ConcurrentHashMap<>();

    private KnownPatterns() {}

    /// @throws IllegalArgumentException when it is none, or too large
    static Pattern of(String text) {
        Pattern known = KNOWN.get(text);
        if (known != null) {
            return known;
        }
        Pattern made = Routing.pattern(text);
        if (KNOWN.size() >= MOST) {
            KNOWN.clear();
        }
        KNOWN.put(text, made);
        return made;
    }
}
