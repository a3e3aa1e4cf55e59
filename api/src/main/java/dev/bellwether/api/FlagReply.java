package dev.bellwether.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What is answered to whoever asks for flags.
///
/// @param etag empty: none
/// @param headers more of them
record FlagReply(
        int status,
        byte[] body,
        String etag,
        Map<String, String> headers,
        Optional<Duration> again) {
    private static final byte[] NOTHING = {};

    static FlagReply of(int status, Object body) {
        return new FlagReply(status, InboundJson.bytes(body), "", Map.of(), Optional.empty());
    }

    /// A body that is marked, or 304 where it is known.
    static FlagReply marked(byte[] body, String etag, String known) {
        return known.equals(etag) || known.equals("W/" + etag)
                ? new FlagReply(304, NOTHING, etag, Map.of(), Optional.empty())
                : new FlagReply(200, body, etag, Map.of(), Optional.empty());
    }

    static FlagReply empty(int status) {
        return new FlagReply(status, NOTHING, "", Map.of(), Optional.empty());
    }

    FlagReply with(String header, String value) {
        return new FlagReply(status, body, etag, Map.of(header, value), again);
    }

    FlagReply after(Duration time) {
        return new FlagReply(status, body, etag, headers, Optional.of(time));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
