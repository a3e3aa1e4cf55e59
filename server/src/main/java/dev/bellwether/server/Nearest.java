package dev.bellwether.server;

import java.util.List;

/// The hint for a setting that is not known.
final class Nearest {
    private Nearest() {}

    /// `; did you mean 'x'?`, or where all are listed when no known word is near.
    static String hint(String word, List<String> known) {
        return dev.bellwether.model.Nearest.of(word, known)
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("; all settings: docs/guide/configuration.md");
    }
}
