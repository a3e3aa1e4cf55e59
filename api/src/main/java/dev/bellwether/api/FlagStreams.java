package dev.bellwether.api;

import dev.bellwether.experiment.SiteFlags;
import dev.bellwether.model.SiteId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Streams (server-sent events) that say when a site's flags are others: `refetchEvaluation` in the
/// words of OFREP, `features-updated` in those of GrowthBook. No thread waits for them. Safe for
/// many threads.
final class FlagStreams {
    /// Open at once.
    static final int MOST = 2_000;

    private static final long BEAT_SECONDS = 30;
    private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ConcurrentHashMap<SiteId, Set<Stream>> open = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    void changed(SiteFlags flags) {
        open.getOrDefault(flags.site().id(), Set.of())
                .forEach(stream -> stream.say(message(stream.growthBook, flags)));
    }

    private static byte[] message(boolean growthBook, SiteFlags flags) {
        String text =
                growthBook
                        ? "event: features-updated\ndata: {\"revision\":"
                                + flags.revision()
                                + "}\n\n"
                        : "data: {\"type\":\"refetchEvaluation\",\"etag\":\"\\\""
                                + flags.revision()
                                + "\\\"\"}\n\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// @return false when there are [#MOST]
    boolean begin(
            SiteFlags flags,
            boolean growthBook,
            Request request,
            Response response,
            Callback callback) {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            return false;
        }
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        response.getHeaders().put("X-Accel-Buffering", "no");
        var stream = new Stream(flags.site().id(), growthBook, request, response, callback);
        open.computeIfAbsent(flags.site().id(), site -> ConcurrentHashMap.newKeySet()).add(stream);
        stream.say(BEAT);
        stream.beat();
        return true;
    }

    /// One client. It is told one thing at a time; what comes meanwhile is the next, once.
    private final class Stream {
        private final SiteId site;
        private final boolean growthBook;
        private final Request request;
        private final Response response;
        private final Callback callback;
        private boolean busy;
        private byte[] next = {};
        private boolean ended;

        Stream(
                SiteId site,
                boolean growthBook,
                Request request,
                Response response,
                Callback callback) {
            this.site = site;
            this.growthBook = growthBook;
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        void say(byte[] message) {
            synchronized (this) {
                if (ended) {
                    return;
                }
                if (busy) {
                    next = message.length > BEAT.length ? message : next;
                    return;
                }
                busy = true;
            }
            response.write(false, ByteBuffer.wrap(message), Callback.from(this::said, this::end));
        }

        private void said() {
            byte[] message;
            synchronized (this) {
                busy = false;
                message = next;
                next = new byte[0];
            }
            if (message.length > 0) {
                say(message);
            }
        }

        private void end(Throwable why) {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
            }
            open.getOrDefault(site, Set.of()).remove(this);
            count.decrementAndGet();
            callback.failed(why);
        }

        /// A client that left is found out, and a proxy between does not hang up.
        void beat() {
            var _ =
                    request.getComponents()
                            .getScheduler()
                            .schedule(
                                    () -> {
                                        synchronized (this) {
                                            if (ended) {
                                                return;
                                            }
                                        }
                                        say(BEAT);
                                        beat();
                                    },
                                    BEAT_SECONDS,
                                    TimeUnit.SECONDS);
        }
    }
}
