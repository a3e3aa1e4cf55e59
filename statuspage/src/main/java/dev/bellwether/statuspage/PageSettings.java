package dev.bellwether.statuspage;

import java.nio.file.Path;
import java.util.Optional;

/// Where pages go.
///
/// @param data the last bundle of every page is kept here and served after a restart, database or
///   not; empty keeps none
/// @param publish every open page is also written here as plain files, `<slug>/index.html` and so
///   on, so that any web server can serve them
/// @param bucket every open page is also written there
/// @param url the server's own address, such as `https://status.example.com`, for links in feeds
///   and JSON of pages that name none
/// @param knownHostsOnly whether a host that is neither a page's nor that of `url` is answered 404
///   rather than with the main page
/// @param locks of private pages
/// @param subscribeAt the address of the server that takes the form of subscribers, such as
///   `https://status.example.com`, or empty text for the one that serves the page; absent when
///   nobody can subscribe by a form
public record PageSettings(
        Optional<Path> data,
        Optional<Path> publish,
        Optional<BucketSettings> bucket,
        String url,
        boolean knownHostsOnly,
        Locks locks,
        Optional<String> subscribeAt) {
    public PageSettings {
        if (url.endsWith("/")) {
            url = url.substring(0, url.length() - 1);
        }
    }

    /// Pages at any host, without a form for subscribers, and no password that opens a private one.
    public PageSettings(Optional<Path> data, Optional<Path> publish, String url) {
        this(data, publish, Optional.empty(), url, false, Locks.none(), Optional.empty());
    }

    /// The same with a form.
    public PageSettings withSubscribers(String at) {
        return new PageSettings(data, publish, bucket, url, knownHostsOnly, locks, Optional.of(at));
    }

    /// Pages in memory only.
    public static PageSettings inMemory(String url) {
        return new PageSettings(Optional.empty(), Optional.empty(), url);
    }

    /// These settings with other locks.
    public PageSettings with(Locks newLocks) {
        return new PageSettings(data, publish, bucket, url, knownHostsOnly, newLocks, subscribeAt);
    }
}
