package dev.bellwether.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request of a sender, answered in the words of its protocol: its body is read while it comes,
/// and only what came whole gets a thread of its own, a virtual one, which may wait for the disk.
final class SenderTurn {
    private static final Logger LOG = LoggerFactory.getLogger(SenderTurn.class);

    /// How a protocol answers.
    interface Words {
        /// May wait.
        SenderAnswer answer(InboundGate.Body whole);

        SenderAnswer cutShort();

        /// There is no room for more bodies.
        SenderAnswer crowded();

        /// The fault is ours.
        SenderAnswer failed();

        /// What its answers say beside their status and body.
        default void headers(HttpFields.Mutable headers) {}
    }

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Words words;
    private final SenderBody body;

    /// @param most bytes of its body
    /// @param longest that the body may take to come
    /// @param room kilobytes that all bodies together may take
    SenderTurn(
            Request request,
            Response response,
            Callback callback,
            int most,
            Duration longest,
            Semaphore room,
            Words words) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.words = words;
        this.body = new SenderBody(request, most, longest, room, this::read);
    }

    void begin() {
        body.run();
    }

    private void read(SenderBody.Outcome outcome) {
        switch (outcome) {
            case SenderBody.Outcome.Whole(InboundGate.Body whole) ->
                    Thread.ofVirtual().name("sender").start(() -> answer(whole));
            case SenderBody.Outcome.CutShort _ -> say(words.cutShort());
            case SenderBody.Outcome.Crowded _ -> say(words.crowded());
        }
    }

    private void answer(InboundGate.Body whole) {
        SenderAnswer answer;
        try {
            answer = words.answer(whole);
        } catch (RuntimeException e) {
            LOG.error("{} could not be answered", request.getHttpURI().getPath(), e);
            answer = words.failed();
        }
        say(answer);
    }

    private void say(SenderAnswer answer) {
        body.free();
        response.setStatus(answer.status());
        HttpFields.Mutable headers = response.getHeaders();
        words.headers(headers);
        headers.put(HttpHeader.CONTENT_TYPE, "application/json");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        answer.again()
                .ifPresent(
                        time -> headers.put(HttpHeader.RETRY_AFTER, Math.max(1, time.toSeconds())));
        if (answer.closes()) {
            headers.put(HttpHeader.CONNECTION, "close");
        }
        response.write(true, ByteBuffer.wrap(InboundJson.bytes(answer.body())), callback);
    }
}
