package dev.bellwether.watch;

import java.time.Duration;
import java.util.Optional;

/// What a request for a page ended in.
sealed interface PollAnswer {
    /// 200 with a document that a reader understood.
    ///
    /// @param digest of the document, to see that it says the same as before
    record Page(ProviderReading reading, String reader, PollMarks marks, String digest)
            implements PollAnswer {}

    /// 304.
    record Unchanged() implements PollAnswer {}

    /// No document; the next request at the usual backing off, or as the host asks.
    record Failed(String reason, Optional<Duration> retryAfter) implements PollAnswer {
        Failed(String reason) {
            this(reason, Optional.empty());
        }
    }

    /// Not asked: its host is busy with another request of ours.
    record Busy() implements PollAnswer {}
}
