package dev.bellwether.notify;

import dev.bellwether.store.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a provider answered.
///
/// @param body of at most [HttpCalls#MOST] bytes, as UTF-8
record HttpReply(int status, Optional<Duration> retryAfter, String body) {
    boolean isGood() {
        return status >= 200 && status < 300;
    }

    /// By the status alone: `2xx` is delivered; `408`, `425`, `429` and `5xx` are later; all else
    /// is never.
    Outcome outcome(String said) {
        String line = EmailAnswers.line("HTTP " + status + (said.isBlank() ? "" : ": " + said));
        if (isGood()) {
            return new Outcome.Delivered(line);
        }
        return isLater() ? later(line) : new Outcome.GiveUp(line);
    }

    boolean isLater() {
        return status >= 500 || status == 429 || status == 408 || status == 425;
    }

    Outcome later(String line) {
        return new Outcome.TryAgain(retryAfter, line, false);
    }

    /// The body as a JSON object; empty when it is none.
    Map<String, Object> json() {
        try {
            @SuppressWarnings("unchecked") // a JSON object has text for keys
            Map<String, Object> read = (Map<String, Object>) Json.read(body, Map.class);
            return read == null ? Map.of() : read;
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    /// A field of the body as text; empty when it is not there.
    String field(String name) {
        Object value = json().get(name);
        return value == null ? "" : String.valueOf(value);
    }
}
