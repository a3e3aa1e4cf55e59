package dev.bellwether.api;

import dev.bellwether.store.StoreUnavailable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Programs that ask for flags, without a servlet around them: the whole way from the body to the
/// answer is in memory, on the thread that Jetty has. A token that was not seen lately is looked up
/// on a thread of its own, a virtual one.
///
/// Bounded by the memory that requests take until their answer, and by the number of streams.
final class FlagHandler extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(FlagHandler.class);

    /// Bytes of a body.
    static final int LARGEST = 64 << 10;

    /// Kilobytes of all requests together.
    private static final int ROOM = 32 << 10;

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]{1,255}");
    private static final List<String> ROOTS =
            List.of("/ofrep/v1/", "/api/features/", "/api/eval/", "/sub/", "/api/client/");

    private final FlagAccess access;
    private final List<FlagProtocol> protocols;
    private final FlagStreams streams;
    private final Buckets strangers;
    private final Semaphore room = new Semaphore(ROOM);

    FlagHandler(
            FlagAccess access,
            List<FlagProtocol> protocols,
            FlagStreams streams,
            Buckets strangers) {
        this.access = access;
        this.protocols = List.copyOf(protocols);
        this.streams = streams;
        this.strangers = strangers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        if (path == null || ROOTS.stream().noneMatch(path::startsWith)) {
            return false;
        }
        if (request.getMethod().equals("OPTIONS")) {
            preflight(response, callback);
            return true;
        }
        FlagAsk ask = ask(path, request);
        for (FlagProtocol protocol : protocols) {
            String key = protocol.keyIn(request.getMethod(), ask);
            if (key != null) {
                new Turn(protocol, key, ask, request, response, callback).begin();
                return true;
            }
        }
        return false;
    }

    private static FlagAsk ask(String path, Request request) {
        Map<String, String> query = Map.of();
        if (request.getHttpURI().getQuery() != null) {
            query = new HashMap<>();
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                query.put(field.getName(), Optional.ofNullable(field.getValue()).orElse(""));
            }
        }
        HttpFields headers = request.getHeaders();
        HttpURI uri = request.getHttpURI();
        String origin = uri.getScheme() + "://" + uri.getAuthority();
        return new FlagAsk(
                path,
                query,
                text(headers.get(HttpHeader.AUTHORIZATION)),
                text(headers.get("X-API-Key")),
                text(headers.get("Bellwether-Site")),
                text(headers.get(HttpHeader.IF_NONE_MATCH)),
                ORIGIN.matcher(origin).matches() ? origin : "",
                Request.getRemoteAddr(request),
                new byte[0]);
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }

    /// A browser asks first when a page sends a key or JSON.
    private static void preflight(Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        open(headers);
        headers.put("Access-Control-Allow-Methods", "GET, POST");
        headers.put(
                "Access-Control-Allow-Headers",
                "authorization, content-type, x-api-key, bellwether-site, if-none-match, cache-control");
        headers.put("Access-Control-Max-Age", "86400");
        response.setStatus(204);
        callback.succeeded();
    }

    private static void open(HttpFields.Mutable headers) {
        headers.put("Access-Control-Allow-Origin", "*");
        headers.put("Access-Control-Expose-Headers", "ETag, Retry-After, x-sse-support");
    }

    /// One request.
    private final class Turn {
        private final FlagProtocol protocol;
        private final String key;
        private final FlagAsk ask;
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final SenderBody body;

        Turn(
                FlagProtocol protocol,
                String key,
                FlagAsk ask,
                Request request,
                Response response,
                Callback callback) {
            this.protocol = protocol;
            this.key = key;
            this.ask = ask;
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.body = new SenderBody(request, LARGEST, LONGEST, room, this::read);
        }

        void begin() {
            body.run();
        }

        private void read(SenderBody.Outcome outcome) {
            switch (outcome) {
                case SenderBody.Outcome.Whole(InboundGate.Body whole) -> {
                    if (whole.tooLarge()) {
                        say(
                                protocol.refused(
                                        ask, 413, "The body is larger than " + LARGEST + " bytes"));
                    } else {
                        quick(whole.bytes());
                    }
                }
                case SenderBody.Outcome.CutShort _ ->
                        say(protocol.refused(ask, 400, "The body did not come whole"));
                case SenderBody.Outcome.Crowded _ ->
                        say(protocol.refused(ask, 429, "Too many requests at once").after(AGAIN));
            }
        }

        private void quick(byte[] bytes) {
            FlagAsk whole = ask.with(bytes);
            FlagAccess.Found found = access.quick(whole, key);
            if (found instanceof FlagAccess.Found.NotYet) {
                Thread.ofVirtual().name("flags").start(() -> slow(whole));
            } else {
                answer(whole, found);
            }
        }

        private void slow(FlagAsk whole) {
            FlagAccess.Found found;
            try {
                found = access.slow(whole, key);
            } catch (StoreUnavailable e) {
                say(protocol.refused(ask, 503, "The database does not answer").after(AGAIN));
                return;
            }
            answer(whole, found);
        }

        private void answer(FlagAsk whole, FlagAccess.Found found) {
            try {
                switch (found) {
                    case FlagAccess.Found.Caller(FlagCaller caller) -> answer(whole, caller);
                    case FlagAccess.Found.Nobody(int status, String why) -> refuse(status, why);
                    case FlagAccess.Found.NotYet() ->
                            throw new IllegalStateException("Nobody was asked");
                }
            } catch (RuntimeException e) {
                LOG.error("{} could not be answered", ask.path(), e);
                say(protocol.refused(ask, 500, "The server failed; its log says why"));
            }
        }

        private void answer(FlagAsk whole, FlagCaller caller) {
            if (!protocol.isStream(ask.path())) {
                say(protocol.answer(whole, caller));
                return;
            }
            body.free();
            open(response.getHeaders());
            boolean begun =
                    streams.begin(
                            caller.flags(),
                            protocol instanceof GrowthBookDoor,
                            request,
                            response,
                            callback);
            if (!begun) {
                say(
                        protocol.refused(ask, 503, "Too many streams; ask from time to time")
                                .after(AGAIN));
            }
        }

        private void refuse(int status, String why) {
            try {
                strangers.take(ask.address());
                say(protocol.refused(ask, status, why));
            } catch (Refused e) {
                say(
                        protocol.refused(ask, 429, "Too many requests with keys of no site")
                                .after(AGAIN));
            }
        }

        private void say(FlagReply reply) {
            body.free();
            response.setStatus(reply.status());
            HttpFields.Mutable headers = response.getHeaders();
            open(headers);
            headers.put("X-Content-Type-Options", "nosniff");
            headers.put(HttpHeader.CACHE_CONTROL, reply.etag().isEmpty() ? "no-store" : "no-cache");
            if (!reply.etag().isEmpty()) {
                headers.put(HttpHeader.ETAG, reply.etag());
            }
            if (reply.body().length > 0) {
                headers.put(HttpHeader.CONTENT_TYPE, "application/json");
            }
            reply.headers().forEach(headers::put);
            reply.again()
                    .ifPresent(time ->
                            headers.put(HttpHeader.RETRY_AFTER, Math.max(1, time.toSeconds())));
            response.write(true, ByteBuffer.wrap(reply.body()), callback);
        }
    }
}
