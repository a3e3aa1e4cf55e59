package dev.bellwether.server;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a command's options say in the place of settings.
final class Said {
    private final Map<String, Located> all = new HashMap<>();

    /// @param text null when the option was not given
    Said and(Setting<?> setting, String option, @Nullable String text) {
        if (text != null) {
            all.put(setting.key(), new Located(text, option));
        }
        return this;
    }

    /// By the settings' keys.
    Map<String, Located> all() {
        return Map.copyOf(all);
    }
}
