package dev.bellwether.statuspage;

import java.time.Instant;

/// A letter under way to one subscriber.
///
/// @param fanOut what it tells; [#ASK] when it is about the subscription itself
/// @param attempt 1 for the first
record Letter(
        String fanOut, SubscriberRow to, int attempt, boolean possibleDuplicate, Instant queuedAt) {
    static final String ASK = "ask";

    /// The same for each attempt, and another for another question.
    String key() {
        return fanOut.equals(ASK)
                ? ASK + "." + to.subscriber().id() + "." + queuedAt.getEpochSecond()
                : fanOut + "." + to.subscriber().id();
    }
}
