package dev.bellwether.statuspage;

import java.time.Instant;
import java.util.Optional;

/// One thing told to one subscriber.
///
/// @param title of what was told; of a question about the subscription itself it says so
/// @param shown whom: the mail address or the webhook's host, empty once they left
/// @param detail what the other side said, or why not
public record SubscriberLetter(
        String receipt,
        String title,
        String subscriber,
        String shown,
        State state,
        int attempt,
        boolean possibleDuplicate,
        Instant queuedAt,
        Optional<Instant> finishedAt,
        String detail) {
    public enum State {
        QUEUED,
        SENDING,
        DELIVERED,
        FAILED,
        CANCELLED
    }
}
