package dev.bellwether.notify;

import java.time.Duration;
import java.util.List;

/// What Twilio answers to a new message or call: 201 with a `sid`, or an error with a `code`.
final class TwilioAnswers {
    /// Too many requests, queue full, and trouble of theirs.
    private static final List<String> LATER = List.of("20429", "30001", "20500", "20503");

    private TwilioAnswers() {}

    static Outcome outcome(HttpReply reply, boolean callbacks, Duration patience) {
        if (reply.isGood()) {
            String sid = reply.field("sid");
            return callbacks
                    ? new Outcome.Sent(sid, patience)
                    : new Outcome.Delivered("taken as " + sid);
        }
        String code = reply.field("code");
        String said = code + " " + reply.field("message");
        return LATER.contains(code)
                ? reply.later(EmailAnswers.line("HTTP " + reply.status() + ": " + said))
                : reply.outcome(said.strip());
    }
}
