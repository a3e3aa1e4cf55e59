package dev.bellwether.watch;

import java.time.Duration;
import java.util.Optional;

/// What the requests for a page ended in.
sealed interface PollAnswer {
    /// Its documents, and a reader understood them.
    record Page(ProviderReading reading, String reader, PollPast past) implements PollAnswer {}

    /// 304 for all of them.
    record Unchanged() implements PollAnswer {}

    /// No page; the next request at the usual backing off, or as the host asks.
    record Failed(String reason, Optional<Duration> retryAfter) implements PollAnswer {
        Failed(String reason) {
            this(reason, Optional.empty());
        }
    }

    /// Not asked: its host is busy with another request of ours.
    record Busy() implements PollAnswer {}
}
