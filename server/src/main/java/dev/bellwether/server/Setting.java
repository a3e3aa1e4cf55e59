package dev.bellwether.server;

import java.util.Locale;

/// One setting.
///
/// @param key its place in the file, such as `server.port`
/// @param standard its value when nothing sets it, as it would stand in the file
/// @param secret never shown; may be a reference `env:NAME` or `file:PATH`
/// @param says what it is for
record Setting<T>(String key, Kind<T> kind, String standard, boolean secret, String says) {
    static final String PREFIX = "BELLWETHER_";

    static <T> Setting<T> of(String key, Kind<T> kind, String standard, String says) {
        return new Setting<>(key, kind, standard, false, says);
    }

    static Setting<String> secret(String key, String says) {
        return new Setting<>(key, Kind.text("text"), "", true, says);
    }

    /// The environment variable that sets it.
    String variable() {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
