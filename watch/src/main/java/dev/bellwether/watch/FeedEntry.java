package dev.bellwether.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One item of a feed.
///
/// @param text its content as plain text
/// @param published when it first appeared; empty when it does not say
/// @param touched the newest time it gives for itself
record FeedEntry(
        String id,
        String title,
        String link,
        String text,
        Optional<Instant> published,
        Optional<Instant> touched,
        List<String> categories) {}
