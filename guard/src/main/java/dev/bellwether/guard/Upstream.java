package dev.bellwether.guard;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.InputStreamRequestContent;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Sends requests on to the node as they came, and reads its answers as they come: bytes in, bytes
/// out, as fast as the slower side.
final class Upstream implements AutoCloseable {
    private static final int MAX_HEADERS = 1 << 20;
    private static final int BUFFER = 64 << 10;
    private static final int MAX_CONNECTIONS = 4_096;
    private static final long LOOK_MILLIS = 250;
    private static final long RENEWED_MILLIS = 2_000;

    /// No query is expected to take longer.
    static final Duration LONGEST = Duration.ofHours(24);

    /// Of a connection, not of what passes over it (RFC 9110, 7.6.1).
    private static final Set<String> OF_THE_CONNECTION =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private static final Set<String> MADE_ANEW = Set.of("content-length", "expect");

    /// `HttpConnectionOverHTTP@1b2c(l:/127.0.0.1:…`.
    private static final Pattern INSIDE = Pattern.compile("\\w@[0-9a-f]{3,}");

    private final URI node;
    private final HttpClient client;

    Upstream(URI node) {
        this.node = node;
        var threads = new QueuedThreadPool(16, 2);
        threads.setName("guard-upstream");
        threads.setDaemon(true);
        var connector = new ClientConnector();
        connector.setSelectors(1);
        var transport = new HttpClientTransportOverHTTP(connector);
        // Else `charset=UTF-8` comes back in small letters.
        transport.setHeaderCacheCaseSensitive(true);
        transport.setConnectionPoolFactory(destination -> {
            var pool = new DuplexConnectionPool(destination, MAX_CONNECTIONS);
            // A node ends idle connections after three seconds: none is as old as that.
            pool.setMaxDuration(RENEWED_MILLIS);
            return pool;
        });
        client = new HttpClient(transport);
        client.setExecutor(threads);
        client.setUserAgentField(null);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
        client.setMaxRequestsQueuedPerDestination(MAX_CONNECTIONS);
        client.setMaxResponseHeadersSize(MAX_HEADERS);
        client.setDefaultRequestContentType(null);
        client.setResponseBufferSize(BUFFER);
        client.setConnectTimeout(5_000);
        client.setIdleTimeout(LONGEST.toMillis());
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("The client for " + node + " does not start", e);
        }
        client.getProtocolHandlers().clear();
        client.getContentDecoderFactories().clear();
    }

    URI address() {
        return node;
    }

    /// An answer whose body is still to be read. To be closed.
    record Answer(Response response, InputStream body) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /// Nothing of a request reached the node, for there was no connection.
    static final class NotSent extends IOException {
        private static final long serialVersionUID = 1;

        NotSent(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /// Nothing of a request was sent, for what it would need is not the guard's any more.
    static final class PartEnded extends IOException {
        private static final long serialVersionUID = 1;

        PartEnded() {
            super("the guard's part of the node has ended");
        }
    }

    /// What is asked when the first byte is about to be sent, and told when that came too late.
    interface Fence {
        Fence OPEN =
                new Fence() {
                    @Override
                    public boolean isOpen() {
                        return true;
                    }

                    @Override
                    public void wasLate() {}
                };

        boolean isOpen();

        void wasLate();
    }

    Answer send(
            String method,
            Asked asked,
            HttpFields headers,
            InputStream rest,
            Duration patience,
            Runnable meanwhile)
            throws IOException, InterruptedException {
        return send(method, asked, headers, rest, patience, meanwhile, Fence.OPEN);
    }

    /// @param rest of the body, behind `asked.head()`
    /// @param patience for the head of the answer
    /// @param meanwhile called again and again while the node does not answer
    /// @param fence between whoever may send it and the node
    /// @throws NotSent when there was no connection
    /// @throws PartEnded when the fence was shut
    /// @throws IOException when the node does not answer
    Answer send(
            String method,
            Asked asked,
            HttpFields headers,
            InputStream rest,
            Duration patience,
            Runnable meanwhile,
            Fence fence)
            throws IOException, InterruptedException {
        Request request =
                client.newRequest(node.getHost(), Addresses.port(node))
                        .scheme(node.getScheme())
                        .method(method)
                        .path(asked.path() + asked.address())
                        .headers(to -> {
                            for (HttpField field : headers) {
                                if (passes(field) && !isIn(MADE_ANEW, field)) {
                                    to.add(field);
                                }
                            }
                        });
        if (!asked.isWhole()) {
            request.body(
                    new InputStreamRequestContent(
                            null,
                            new SequenceInputStream(new ByteArrayInputStream(asked.head()), rest),
                            null));
        } else if (asked.head().length > 0 || method.equals("POST")) {
            request.body(new BytesRequestContent((String) null, asked.head()));
        }
        request.onRequestBegin(begun -> {
            if (!fence.isOpen()) {
                var _ = begun.abort(new PartEnded());
            }
        });
        request.onRequestCommit(_ -> {
            if (!fence.isOpen()) {
                fence.wasLate();
            }
        });
        var listener = new InputStreamResponseListener();
        request.send(listener);
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                Response response = listener.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                return new Answer(response, listener.getInputStream());
            } catch (TimeoutException e) {
                if (System.nanoTime() - end >= 0) {
                    var _ = request.abort(e);
                    throw new IOException("no answer within " + patience.toSeconds() + " s", e);
                }
                meanwhile.run();
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw switch (cause) {
                    case PartEnded ended -> ended;
                    case ConnectException gone -> new NotSent(gone);
                    case SocketTimeoutException slow -> new NotSent(slow);
                    case UnresolvedAddressException unknown -> new NotSent(unknown);
                    case UnknownHostException unknown -> new NotSent(unknown);
                    default -> new IOException(why(cause), cause);
                };
            }
        }
    }

    /// In words. Some of Jetty's errors have none, and some have what an object looks like inside.
    static String why(Throwable error) {
        String message = error.getMessage();
        if (message == null || message.isBlank() || INSIDE.matcher(message).find()) {
            return kind(error);
        }
        return message;
    }

    private static String kind(Throwable error) {
        return switch (error) {
            case EOFException _, ClosedChannelException _ -> "it closed the connection";
            case TimeoutException _, SocketTimeoutException _ -> "it took too long";
            case ConnectException _ -> "there is no connection to it";
            case UnknownHostException _, UnresolvedAddressException _ ->
                    "its name is not known here";
            case SSLException _ -> "TLS with it failed";
            case HttpResponseException _ -> "what it sent is no answer of HTTP";
            default -> error.getClass().getSimpleName();
        };
    }

    /// Whether a header is of what passes, and not of the connection.
    static boolean passes(HttpField field) {
        return !isIn(OF_THE_CONNECTION, field);
    }

    private static boolean isIn(Set<String> names, HttpField field) {
        return names.contains(field.getName().toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The client for " + node + " does not stop", e);
        }
    }
}
