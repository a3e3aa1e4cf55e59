package dev.bellwether.statuspage;

import java.nio.file.Path;
import java.util.Optional;

/// Where pages go.
///
/// @param data the last bundle of every page is kept here and served after a restart, database or
///   not; empty keeps none
/// @param publish every page is also written here as plain files, `<slug>/index.html` and so on, so
///   that any web server can serve them
/// @param url the server's own address, such as `https://status.example.com`, for links in feeds
///   and JSON of pages that name none
public record PageSettings(Optional<Path> data, Optional<Path> publish, String url) {
    public PageSettings {
        if (url.endsWith("/")) {
            url = url.substring(0, url.length() - 1);
        }
    }

    /// Pages in memory only.
    public static PageSettings inMemory(String url) {
        return new PageSettings(Optional.empty(), Optional.empty(), url);
    }
}
