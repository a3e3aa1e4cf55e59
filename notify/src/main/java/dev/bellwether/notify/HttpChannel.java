package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.time.Duration;
import java.util.Optional;

/// A channel that is one HTTP request a message. Pure: the request follows from the message, and
/// the outcome from the answer.
interface HttpChannel {
    Channel channel();

    /// @throws Unsuitable when this message can never go there
    HttpCall call(Transport.Parcel parcel) throws Unsuitable;

    Outcome outcome(HttpReply reply);

    /// What is not set up here for this address; see [Transport#missing].
    default Optional<String> missing(String address) {
        return Optional.empty();
    }

    /// Messages under way at once.
    default int parallel() {
        return 16;
    }

    /// Messages under way at once to one target.
    default int parallelPerTarget() {
        return 4;
    }

    /// Time between two messages to one address at least; see [Transport#pace].
    default Duration pace() {
        return Duration.ZERO;
    }

    final class Unsuitable extends Exception {
        private static final long serialVersionUID = 1;

        Unsuitable(String why) {
            super(why);
        }
    }
}
