package dev.bellwether.watch;

import java.time.Duration;
import java.util.Optional;

/// What the requests for a page ended in.
sealed interface PollAnswer {
    /// Its documents, and a reader understood them.
    record Page(ProviderReading reading, String reader, PollPast past) implements PollAnswer {
        /// The same under `name`, where its documents do not tell one.
        Page named(String name) {
            return reading.name().isEmpty() ? new Page(reading.named(name), reader, past) : this;
        }
    }

    /// 304 for all of them.
    record Unchanged() implements PollAnswer {}

    /// No page; the next request at the usual backing off, or as the host asks.
    ///
    /// @param hostAnswers there was an answer, only not the right one
    record Failed(String reason, Optional<Duration> retryAfter, boolean hostAnswers)
            implements PollAnswer {
        Failed(String reason, boolean hostAnswers) {
            this(reason, Optional.empty(), hostAnswers);
        }
    }

    /// How it is read is being found out.
    record Searching() implements PollAnswer {}

    /// Not asked: its host is busy with another request of ours.
    record Busy() implements PollAnswer {}
}
