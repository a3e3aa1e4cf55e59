package dev.bellwether.watch;

import java.time.Duration;
import java.util.Optional;

/// What the request for one document ended in.
sealed interface PollDocument {
    /// 200. Whoever has it gives the room of its body back.
    record Whole(PollBody.Held body, PollMarks marks) implements PollDocument {}

    /// 304.
    record Unchanged() implements PollDocument {}

    /// @param status of the answer; 0 when there was none
    record Failed(String reason, int status, Optional<Duration> retryAfter)
            implements PollDocument {
        /// A 200 that is not what was asked for.
        static Failed wrong(String reason) {
            return new Failed(reason, 200, Optional.empty());
        }

        Failed(String reason) {
            this(reason, 0, Optional.empty());
        }

        /// The host is well, but this is not what it has; not so while it is overloaded or broken.
        boolean hostAnswers() {
            return status >= 200 && status < 500 && status != 429;
        }

        /// The host answers, but has no such document.
        boolean isAbsent() {
            return status == 401 || status == 403 || status == 404 || status == 410;
        }
    }

    /// Not asked: its host is busy with another request of ours.
    record Busy() implements PollDocument {}
}
