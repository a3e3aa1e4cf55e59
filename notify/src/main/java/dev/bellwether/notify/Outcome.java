package dev.bellwether.notify;

import java.time.Duration;
import java.util.Optional;

/// What a transport answers, and with it what to do next.
sealed interface Outcome {
    /// @param receipt what the other side said, at most a line
    record Delivered(String receipt) implements Outcome {}

    /// Handed to a provider that says later what became of it.
    ///
    /// @param receipt what the provider calls it, at most a line
    /// @param patience how long to wait for its word
    record Sent(String receipt, Duration patience) implements Outcome {}

    /// @param after not before this long, when the other side said so
    /// @param mayHaveArrived the message was handed over and the answer did not come
    record TryAgain(Optional<Duration> after, String why, boolean mayHaveArrived)
            implements Outcome {}

    /// Never by this contact method.
    record GiveUp(String why) implements Outcome {}

    static Outcome tryAgain(String why) {
        return new TryAgain(Optional.empty(), why, false);
    }

    static Outcome mayHaveArrived(String why) {
        return new TryAgain(Optional.empty(), why, true);
    }
}
