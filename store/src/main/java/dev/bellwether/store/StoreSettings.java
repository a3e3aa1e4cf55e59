package dev.bellwether.store;

import java.nio.file.Path;
import java.util.Optional;

/// Where the database is.
///
/// @param url `jdbc:sqlite:<file>` or `jdbc:postgresql://host:port/database`
/// @param readers connections for reading at most, 1 to 64
public record StoreSettings(
        String url, Optional<String> user, Optional<String> password, int readers) {
    private static final String SQLITE = "jdbc:sqlite:";

    public StoreSettings {
        if (!url.startsWith(SQLITE) && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "store url '"
                            + url
                            + "' is neither jdbc:sqlite:<file> nor jdbc:postgresql://host:port/database");
        }
        if (url.startsWith(SQLITE) && !url.substring(SQLITE.length()).matches("[^:?]+")) {
            throw new IllegalArgumentException(
                    "store url '" + url + "' names no file; allowed: jdbc:sqlite:<file>");
        }
        if (readers < 1 || readers > 64) {
            throw new IllegalArgumentException("store readers " + readers + " is not 1 to 64");
        }
    }

    public static StoreSettings sqlite(Path file) {
        return new StoreSettings(SQLITE + file, Optional.empty(), Optional.empty(), 4);
    }

    public static StoreSettings postgres(String url, String user, String password) {
        return new StoreSettings(url, Optional.of(user), Optional.of(password), 8);
    }

    public boolean isPostgres() {
        return !url.startsWith(SQLITE);
    }

    Path sqliteFile() {
        return Path.of(url.substring(SQLITE.length()));
    }

    @Override
    public String toString() {
        return url.replaceAll("(?i)(password=)[^&]*", "$1***");
    }
}
