package dev.bellwether.api;

import java.time.Duration;
import java.util.Optional;

/// What is answered to a sender, in the words of its protocol.
///
/// @param body as JSON
/// @param again when it should come again
/// @param closes whether the connection ends with it
record SenderAnswer(int status, Object body, Optional<Duration> again, boolean closes) {
    static SenderAnswer of(int status, Object body) {
        return new SenderAnswer(status, body, Optional.empty(), false);
    }

    SenderAnswer after(Duration time) {
        return new SenderAnswer(status, body, Optional.of(time), closes);
    }

    SenderAnswer closing() {
        return new SenderAnswer(status, body, again, true);
    }
}
