package dev.bellwether.watch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/// Asks for pages over HTTP, as a guest should and as among strangers: conditional, compressed, one
/// request per host at a time, no cookies; and bounded in bytes, in time as a whole, and in
/// redirects. Each redirect is followed by hand, so that it passes the same guards as the first
/// address.
///
/// *Private networks.* Names are resolved here, all addresses judged by [Networks], and exactly
/// those handed to the connector: what was judged is what is dialled.
final class PollClient implements AutoCloseable {
    private static final int REDIRECTS = 5;
    private static final int CONNECT_MILLIS = 5_000;

    private final ProviderSettings settings;
    private final InstantSource clock;
    private final HttpClient client;

    /// Looks names up: native calls that block, so neither on virtual threads nor on the client's
    /// own.
    private final ExecutorService names =
            Executors.newFixedThreadPool(
                    16, Thread.ofPlatform().daemon().name("provider-names-", 0).factory());

    private final PollHosts hosts = new PollHosts();
    private final PollBody bodies;

    PollClient(ProviderSettings settings, Networks networks, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.bodies = new PollBody(settings.maxBytes());
        var threads = new QueuedThreadPool(16, 2);
        threads.setName("provider-polls");
        threads.setDaemon(true);
        var connector = new ClientConnector();
        connector.setSelectors(1);
        client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        var timer = new ScheduledExecutorScheduler("provider-polls-timer", true);
        client.setScheduler(timer);
        client.setSocketAddressResolver(
                new Guarded(
                        new SocketAddressResolver.Async(names, timer, CONNECT_MILLIS), networks));
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, settings.userAgent()));
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setConnectTimeout(CONNECT_MILLIS);
        client.setAddressResolutionTimeout(CONNECT_MILLIS);
        client.setMaxConnectionsPerDestination(1);
        client.setMaxResponseHeadersSize(32 << 10);
        client.setIdleTimeout(settings.deadline().toMillis());
        client.setDestinationIdleTimeout(10_000);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("The client for provider pages does not start", e);
        }
        client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
    }

    /// Asks for a document.
    ///
    /// @param deadline of [System#nanoTime], for all redirects together
    PollDocument ask(ProviderDocument document, PollMarks marks, long deadline)
            throws InterruptedException {
        var seen = new HashSet<String>();
        Optional<HttpTarget> target = HttpTarget.parse(document.address());
        boolean wasSecure = false;
        while (true) {
            if (target.isEmpty()) {
                return new PollDocument.Failed("Leads to something that is no http address");
            }
            HttpTarget at = target.get();
            if (wasSecure && !at.secure()) {
                return new PollDocument.Failed("Leads from https to http: " + at);
            }
            if (!seen.add(at.toString())) {
                return new PollDocument.Failed("Redirects in a circle at " + at);
            }
            if (seen.size() > REDIRECTS + 1) {
                return new PollDocument.Failed("Redirects more than " + REDIRECTS + " times");
            }
            wasSecure = at.secure();
            String host = at.host() + ":" + at.port();
            if (!hosts.enter(host, deadline)) {
                return new PollDocument.Busy();
            }
            Step step;
            try {
                step = one(document, at, marks, deadline);
            } catch (UnreadablePage e) {
                return PollDocument.Failed.wrong(String.valueOf(e.getMessage()));
            } finally {
                hosts.leave(host);
            }
            switch (step) {
                case Done(PollDocument answer) -> {
                    return answer;
                }
                case Onward(String location) -> target = at.redirect(location);
            }
        }
    }

    private sealed interface Step {}

    private record Done(PollDocument answer) implements Step {}

    private record Onward(String location) implements Step {}

    private Step one(ProviderDocument document, HttpTarget at, PollMarks marks, long deadline)
            throws InterruptedException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return failed("No answer within " + settings.deadline());
        }
        Request request = client.newRequest(at.host(), at.port());
        request.scheme(at.secure() ? "https" : "http")
                .path(at.path())
                .timeout(left, TimeUnit.NANOSECONDS)
                .headers(headers -> {
                    headers.put(HttpHeader.ACCEPT, document.form().accept);
                    // Thousands of hosts: a connection kept for the next minute would be memory
                    // held for nothing.
                    headers.put(HttpHeader.CONNECTION, "close");
                    if (!marks.etag().isEmpty()) {
                        headers.put(HttpHeader.IF_NONE_MATCH, marks.etag());
                    }
                    if (!marks.lastModified().isEmpty()) {
                        headers.put(HttpHeader.IF_MODIFIED_SINCE, marks.lastModified());
                    }
                });
        var listener = new InputStreamResponseListener();
        request.send(listener);
        try (InputStream in = listener.getInputStream()) {
            Response response = listener.get(left, TimeUnit.NANOSECONDS);
            return answer(document, response, in, marks, deadline);
        } catch (TimeoutException e) {
            var _ = request.abort(e);
            return failed("No answer within " + settings.deadline());
        } catch (ExecutionException e) {
            return failed(why(e.getCause() == null ? e : e.getCause()));
        } catch (IOException e) {
            return failed(why(e.getCause() == null ? e : e.getCause()));
        } catch (UnreadablePage e) {
            var _ = request.abort(e);
            throw e;
        }
    }

    private Step answer(
            ProviderDocument document,
            Response response,
            InputStream in,
            PollMarks marks,
            long deadline)
            throws IOException, InterruptedException {
        int status = response.getStatus();
        if (status == 200) {
            return page(document, response, in, deadline);
        }
        if (status == 304 && !marks.equals(PollMarks.NONE)) {
            return new Done(new PollDocument.Unchanged());
        }
        String location = response.getHeaders().get(HttpHeader.LOCATION);
        boolean isRedirect =
                status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        if (isRedirect && location != null) {
            return new Onward(location);
        }
        return new Done(
                new PollDocument.Failed(
                        "Answers " + status,
                        status,
                        retryAfter(response.getHeaders().get(HttpHeader.RETRY_AFTER))));
    }

    private Step page(ProviderDocument document, Response response, InputStream in, long deadline)
            throws IOException, InterruptedException {
        String type = header(response, HttpHeader.CONTENT_TYPE).toLowerCase(Locale.ROOT);
        if (!document.form().mayBe(type)) {
            throw new UnreadablePage(
                    "Answers with " + ProviderJson.cut(type, 80) + ", not with " + document.form());
        }
        if (response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > settings.maxBytes()) {
            throw PollBody.tooLarge(settings.maxBytes());
        }
        return new Done(new PollDocument.Whole(bodies.read(in, deadline), marks(response)));
    }

    /// The marks of a response; too long ones are not kept.
    private static PollMarks marks(Response response) {
        return new PollMarks(
                mark(header(response, HttpHeader.ETAG)),
                mark(header(response, HttpHeader.LAST_MODIFIED)));
    }

    private static String mark(String value) {
        return value.length() <= 300 && value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)
                ? value
                : "";
    }

    private static String header(Response response, HttpHeader name) {
        String value = response.getHeaders().get(name);
        return value == null ? "" : value;
    }

    private Optional<Duration> retryAfter(@Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant at =
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration wait = Duration.between(clock.instant(), at);
            return wait.isNegative() ? Optional.empty() : Optional.of(wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Step failed(String reason) {
        return new Done(new PollDocument.Failed(reason));
    }

    /// The same trouble in the same words each time: another reason is written down.
    private String why(Throwable error) {
        return switch (error) {
            case TimeoutException _ -> "No answer within " + settings.deadline();
            case UnknownHostException _ -> "Its host's name is not known";
            case SocketTimeoutException _ ->
                    "No connection within " + CONNECT_MILLIS / 1_000 + " s";
            case EOFException _, ClosedChannelException _ ->
                    "The connection was closed before the answer was whole";
            default -> {
                // Jetty's messages end in the connection's state, with a port that is never the
                // same.
                String message = String.valueOf(error.getMessage());
                String said = message.replaceFirst("(?s)\\S*@[0-9a-f]{4,}.*", "").strip();
                String kind = error.getClass().getSimpleName();
                boolean isSilent = error.getMessage() == null || said.isEmpty();
                yield ProviderJson.cut(isSilent ? kind : kind + ": " + said, 300);
            }
        };
    }

    @Override
    public void close() {
        names.shutdownNow();
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The client for provider pages does not stop", e);
        }
    }

    /// Resolves, and lets through what may be reached; refuses when nothing is left.
    private static final class Guarded implements SocketAddressResolver {
        private final SocketAddressResolver names;
        private final Networks networks;

        Guarded(SocketAddressResolver names, Networks networks) {
            this.names = names;
            this.networks = networks;
        }

        @Override
        public void resolve(
                String host,
                int port,
                Map<String, Object> context,
                Promise<List<InetSocketAddress>> promise) {
            names.resolve(
                    host,
                    port,
                    context,
                    Promise.from(
                            found -> {
                                var allowed = new ArrayList<InetSocketAddress>();
                                String refusal = "has no address";
                                for (InetSocketAddress address : found) {
                                    Optional<String> refused =
                                            networks.refusal(address.getAddress());
                                    if (refused.isEmpty()) {
                                        allowed.add(address);
                                    } else {
                                        refusal = refused.get();
                                    }
                                }
                                if (allowed.isEmpty()) {
                                    promise.failed(new IOException(host + ": " + refusal));
                                } else {
                                    promise.succeeded(allowed);
                                }
                            },
                            promise::failed));
        }
    }
}
