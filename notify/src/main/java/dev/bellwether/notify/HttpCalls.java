package dev.bellwether.notify;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.SocketAddressResolver;

/// Requests to the providers of channels. No redirects, no cookies, answers of bounded size; the
/// address policy is asked for the very addresses that a user's URL leads to. Safe for many
/// threads.
final class HttpCalls implements AutoCloseable {
    /// Bytes of an answer that are read at most.
    static final int MOST = 64 * 1024;

    private static final long IDLE_MILLIS = 300_000;
    private static final int PER_HOST = 16;

    /// What came back: an answer, or at once the outcome.
    sealed interface Came {
        record Answer(HttpReply reply) implements Came {}

        record Nothing(Outcome outcome) implements Came {}
    }

    private final Duration timeout;
    private final InstantSource clock;
    private final HttpClient open;
    private final HttpClient guarded;

    HttpCalls(Duration timeout, AddressPolicy policy, InstantSource clock, Lookup lookup) {
        this.timeout = timeout;
        this.clock = clock;
        this.open = client("providers", timeout, new Addresses(lookup, AddressPolicy.any()));
        this.guarded = client("receivers", timeout, new Addresses(lookup, policy));
    }

    private static HttpClient client(String name, Duration timeout, Addresses addresses) {
        var client = new HttpClient();
        client.setFollowRedirects(false);
        client.setConnectTimeout(timeout.toMillis());
        client.setMaxConnectionsPerDestination(PER_HOST);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setDestinationIdleTimeout(IDLE_MILLIS);
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Bellwether/1"));
        client.setSocketAddressResolver(resolver(addresses));
        client.setName(name);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("The client for providers does not start", e);
        }
        client.getContentDecoderFactories().clear();
        return client;
    }

    private static SocketAddressResolver resolver(Addresses addresses) {
        return (host, port, context, promise) ->
                Thread.startVirtualThread(() -> {
                    try {
                        promise.succeeded(addresses.of(host, port));
                    } catch (IOException | RuntimeException e) {
                        promise.failed(e);
                    }
                });
    }

    /// Blocks. Never throws.
    Came make(HttpCall call) {
        Request request;
        try {
            request = request(call);
        } catch (IllegalArgumentException e) {
            return new Came.Nothing(new Outcome.GiveUp("the address is no http or https address"));
        }
        try {
            return new Came.Answer(answer(request));
        } catch (ExecutionException e) {
            return new Came.Nothing(failed(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            return new Came.Nothing(
                    Outcome.mayHaveArrived("no answer in " + timeout.toSeconds() + " s"));
        } catch (InterruptedException e) {
            request.abort(e);
            return new Came.Nothing(Outcome.mayHaveArrived("no answer in time"));
        }
    }

    private Request request(HttpCall call) {
        URI uri = URI.create(call.url());
        if (uri.getHost() == null
                || !("https".equalsIgnoreCase(uri.getScheme())
                        || "http".equalsIgnoreCase(uri.getScheme()))) {
            throw new IllegalArgumentException("no web address");
        }
        Request request =
                (call.ours() ? open : guarded)
                        .newRequest(uri)
                        .method(call.method())
                        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .headers(headers -> call.headers().forEach(headers::put));
        return call.method().equals("GET")
                ? request
                : request.body(new BytesRequestContent(call.type(), call.body()));
    }

    private HttpReply answer(Request request)
            throws ExecutionException, TimeoutException, InterruptedException {
        var came = new java.util.concurrent.CompletableFuture<HttpReply>();
        request.send(
                new BufferingResponseListener(MOST) {
                    @Override
                    public void onComplete(Result result) {
                        Throwable failure = result.getFailure();
                        if (failure != null) {
                            came.completeExceptionally(failure);
                        } else {
                            came.complete(
                                    reply(
                                            result.getResponse(),
                                            getContentAsString(StandardCharsets.UTF_8)));
                        }
                    }
                });
        return came.get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS);
    }

    private HttpReply reply(Response response, @org.jspecify.annotations.Nullable String body) {
        Optional<Duration> later =
                Optional.ofNullable(response.getHeaders().get(HttpHeader.RETRY_AFTER))
                        .flatMap(text -> RetryAfter.parse(text, clock.instant()));
        return new HttpReply(response.getStatus(), later, body == null ? "" : body);
    }

    private static Outcome failed(Throwable failure) {
        return switch (failure) {
            case Addresses.Refused refused ->
                    new Outcome.GiveUp(EmailAnswers.line(String.valueOf(refused.getMessage())));
            case java.net.ConnectException _, java.net.UnknownHostException _ ->
                    Outcome.tryAgain(EmailAnswers.line(String.valueOf(failure.getMessage())));
            case TimeoutException _ -> Outcome.mayHaveArrived("no answer in time");
            // The message may hold the address, which may be secret.
            default ->
                    Outcome.mayHaveArrived(
                            "the connection failed: " + failure.getClass().getSimpleName());
        };
    }

    @Override
    public void close() {
        try {
            open.stop();
            guarded.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The client for providers does not stop", e);
        }
    }
}
