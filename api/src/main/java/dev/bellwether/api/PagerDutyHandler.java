package dev.bellwether.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [PagerDutyDoor] without a servlet around it. A body is read while it comes, by whichever thread
/// Jetty has; only what came whole gets a thread of its own, a virtual one, which may wait for the
/// disk. So senders never take the place of those who ask for a page or use the console.
///
/// Bounded by the memory that requests take from their first byte until their answer: beyond it a
/// sender is told to come again.
final class PagerDutyHandler extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(PagerDutyHandler.class);

    /// Kilobytes of all requests together; one takes one at least.
    private static final int ROOM = 32 << 10;

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final PagerDutyDoor door;
    private final Semaphore room;
    private final Duration longest;

    PagerDutyHandler(PagerDutyDoor door) {
        this(door, ROOM, LONGEST);
    }

    /// @param kilobytes that all requests together may take
    /// @param longest that a body may take to come
    PagerDutyHandler(PagerDutyDoor door, int kilobytes, Duration longest) {
        this.door = door;
        this.room = new Semaphore(kilobytes);
        this.longest = longest;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        if (path == null || !HttpMethod.POST.is(request.getMethod())) {
            return false;
        }
        String plain =
                path.length() > 1 && path.endsWith("/")
                        ? path.substring(0, path.length() - 1)
                        : path;
        if (!PagerDutyDoor.isOurs(plain)) {
            return false;
        }
        new Turn(plain, request, response, callback).begin();
        return true;
    }

    /// One request.
    private final class Turn {
        private final String path;
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final SenderBody body;

        Turn(String path, Request request, Response response, Callback callback) {
            this.path = path;
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.body = new SenderBody(request, PagerDutyDoor.LARGEST, longest, room, this::read);
        }

        void begin() {
            body.run();
        }

        private void read(SenderBody.Outcome outcome) {
            switch (outcome) {
                case SenderBody.Outcome.Whole(InboundGate.Body whole) ->
                        Thread.ofVirtual().name("event").start(() -> answer(whole));
                case SenderBody.Outcome.CutShort _ -> say(PagerDutyDoor.cutShort());
                case SenderBody.Outcome.Crowded _ -> say(PagerDutyDoor.tooFast(path).closing());
            }
        }

        private void answer(InboundGate.Body whole) {
            SenderAnswer answer;
            try {
                answer = door.answer(path, Request.getRemoteAddr(request), whole);
            } catch (RuntimeException e) {
                LOG.error("{} could not be answered", path, e);
                answer = PagerDutyDoor.failed();
            }
            say(answer);
        }

        private void say(SenderAnswer answer) {
            body.free();
            response.setStatus(answer.status());
            HttpFields.Mutable headers = response.getHeaders();
            headers.put(HttpHeader.CONTENT_TYPE, "application/json");
            headers.put(HttpHeader.CACHE_CONTROL, "no-store");
            headers.put("X-Content-Type-Options", "nosniff");
            answer.again()
                    .ifPresent(time ->
                            headers.put(HttpHeader.RETRY_AFTER, Math.max(1, time.toSeconds())));
            if (answer.closes()) {
                headers.put(HttpHeader.CONNECTION, "close");
            }
            response.write(true, ByteBuffer.wrap(InboundJson.bytes(answer.body())), callback);
        }
    }
}
