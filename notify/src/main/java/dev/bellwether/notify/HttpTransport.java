package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.time.Duration;
import java.util.Optional;

/// Carries the messages of an [HttpChannel].
final class HttpTransport implements Transport {
    private final HttpChannel kind;
    private final HttpCalls calls;

    /// @param calls closed by who made it
    HttpTransport(HttpChannel kind, HttpCalls calls) {
        this.kind = kind;
        this.calls = calls;
    }

    @Override
    public Channel channel() {
        return kind.channel();
    }

    @Override
    public int parallel() {
        return kind.parallel();
    }

    @Override
    public int parallelPerTarget() {
        return kind.parallelPerTarget();
    }

    @Override
    public Duration pace() {
        return kind.pace();
    }

    @Override
    public Optional<String> missing(String address) {
        return kind.missing(address);
    }

    @Override
    public Outcome send(Parcel parcel) {
        HttpCall call;
        try {
            call = kind.call(parcel);
        } catch (HttpChannel.Unsuitable e) {
            return new Outcome.GiveUp(EmailAnswers.line(String.valueOf(e.getMessage())));
        }
        return switch (calls.make(call)) {
            case HttpCalls.Came.Answer(var reply) -> kind.outcome(reply);
            case HttpCalls.Came.Nothing(var outcome) -> outcome;
        };
    }

    @Override
    public void close() {
        // The connections are shared.
    }
}
