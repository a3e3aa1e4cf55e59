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
/// @param subscribeAt the address of the server that takes the form of subscribers, such as
///   `https://status.example.com`, or empty text for the one that serves the page; absent when
///   nobody can subscribe by a form
public record PageSettings(
        Optional<Path> data, Optional<Path> publish, String url, Optional<String> subscribeAt) {
    public PageSettings {
        if (url.endsWith("/")) {
            url = url.substring(0, url.length() - 1);
        }
    }

    /// Pages that nobody can subscribe to by a form.
    public PageSettings(Optional<Path> data, Optional<Path> publish, String url) {
        this(data, publish, url, Optional.empty());
    }

    /// The same with a form.
    public PageSettings withSubscribers(String at) {
        return new PageSettings(data, publish, url, Optional.of(at));
    }

    /// Pages in memory only.
    public static PageSettings inMemory(String url) {
        return new PageSettings(Optional.empty(), Optional.empty(), url);
    }
}
