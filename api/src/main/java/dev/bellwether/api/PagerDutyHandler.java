package dev.bellwether.api;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// [PagerDutyDoor] without a servlet around it. Nobody waits for a body in a thread of Jetty's
/// ([SenderTurn]), so senders never take the place of those who ask for a page or use the console.
///
/// Bounded by the memory that requests take from their first byte until their answer: beyond it a
/// sender is told to come again.
final class PagerDutyHandler extends Handler.Abstract.NonBlocking {
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
        new SenderTurn(
                        request,
                        response,
                        callback,
                        PagerDutyDoor.LARGEST,
                        longest,
                        room,
                        new Turn(plain, request))
                .begin();
        return true;
    }

    /// One request.
    private final class Turn implements SenderTurn.Words {
        private final String path;
        private final Request request;

        Turn(String path, Request request) {
            this.path = path;
            this.request = request;
        }

        @Override
        public SenderAnswer answer(InboundGate.Body whole) {
            return door.answer(path, Request.getRemoteAddr(request), whole);
        }

        @Override
        public SenderAnswer cutShort() {
            return PagerDutyDoor.cutShort();
        }

        @Override
        public SenderAnswer crowded() {
            return PagerDutyDoor.tooFast(path).closing();
        }

        @Override
        public SenderAnswer failed() {
            return PagerDutyDoor.failed();
        }
    }
}
