package dev.bellwether.api;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/// [EventDoor] without a servlet around it. As with [PagerDutyHandler], a body is read while it
/// comes, and only what came whole gets a thread of its own, which waits for the disk. Pages of any
/// origin may post: a site's key is public, and no cookie counts here.
final class EventHandler extends Handler.Abstract.NonBlocking {
    /// Kilobytes of all requests together; one takes one at least.
    private static final int ROOM = 64 << 10;

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final EventDoor door;
    private final Semaphore room = new Semaphore(ROOM);

    EventHandler(EventDoor door) {
        this.door = door;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        if (path == null || !EventDoor.isOurs(path)) {
            return false;
        }
        if (HttpMethod.OPTIONS.is(request.getMethod())) {
            preflight(response, callback);
            return true;
        }
        if (!HttpMethod.POST.is(request.getMethod())) {
            return false;
        }
        new SenderTurn(
                        request,
                        response,
                        callback,
                        EventDoor.LARGEST,
                        LONGEST,
                        room,
                        new Turn(path, request))
                .begin();
        return true;
    }

    /// A browser asks first when a page sends a key or a packed body.
    private static void preflight(Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        open(headers);
        headers.put("Access-Control-Allow-Methods", "POST");
        headers.put(
                "Access-Control-Allow-Headers", "authorization, content-type, content-encoding");
        headers.put("Access-Control-Max-Age", "86400");
        response.setStatus(204);
        callback.succeeded();
    }

    private static void open(HttpFields.Mutable headers) {
        headers.put("Access-Control-Allow-Origin", "*");
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
            return door.answer(
                    new EventDoor.Post(
                            path,
                            query(),
                            header(HttpHeader.AUTHORIZATION),
                            header(HttpHeader.CONTENT_TYPE),
                            header(HttpHeader.CONTENT_ENCODING),
                            Request.getRemoteAddr(request),
                            whole));
        }

        @Override
        public SenderAnswer cutShort() {
            return EventDoor.cutShort();
        }

        @Override
        public SenderAnswer crowded() {
            return EventDoor.crowded();
        }

        @Override
        public SenderAnswer failed() {
            return EventDoor.failed();
        }

        @Override
        public void headers(HttpFields.Mutable headers) {
            open(headers);
        }

        private Map<String, String> query() {
            var query = new HashMap<String, String>();
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                query.put(field.getName(), Optional.ofNullable(field.getValue()).orElse(""));
            }
            return query;
        }

        private String header(HttpHeader name) {
            return Optional.ofNullable(request.getHeaders().get(name)).orElse("");
        }
    }
}
