package dev.bellwether.notify;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.SocketAddressResolver;

/// JSON by POST to addresses that strangers gave us. `2xx` is delivered; `408`, `425`, `429` and
/// `5xx` are later, not before `Retry-After`; all else is never. The answer's body is not read
/// further than its status. Redirects are not followed, and the address policy is asked for the
/// very addresses that are connected to.
final class HttpPosts implements AutoCloseable {
    private static final long IDLE_MILLIS = 300_000;

    private final WebhookSettings settings;
    private final InstantSource clock;
    private final HttpClient client = new HttpClient();

    /// @param perTarget connections to one host at most
    HttpPosts(
            String name,
            WebhookSettings settings,
            InstantSource clock,
            Lookup lookup,
            int perTarget) {
        this.settings = settings;
        this.clock = clock;
        client.setFollowRedirects(false);
        client.setConnectTimeout(settings.timeout().toMillis());
        client.setMaxConnectionsPerDestination(perTarget);
        // What one receiver asks to be remembered must not reach another organization's request to
        // the same host, and hosts nobody writes to any more must not pile up.
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setDestinationIdleTimeout(IDLE_MILLIS);
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Bellwether-Webhook/1"));
        client.setSocketAddressResolver(resolver(new Addresses(lookup, settings.addresses())));
        client.setName(name);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("The webhook client does not start", e);
        }
        client.getContentDecoderFactories().clear();
    }

    private static SocketAddressResolver resolver(Addresses addresses) {
        return (host, port, context, promise) ->
                Thread.startVirtualThread(() -> {
                    try {
                        promise.succeeded(addresses.of(host, port));
                    } catch (java.io.IOException | RuntimeException e) {
                        promise.failed(e);
                    }
                });
    }

    Outcome send(String url, String json, Consumer<HttpFields.Mutable> headers) {
        Request request;
        try {
            URI uri = URI.create(url);
            if (uri.getHost() == null || !isHttp(uri)) {
                return new Outcome.GiveUp("the webhook's address is no http or https address");
            }
            request =
                    client.POST(uri)
                            .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                            .headers(headers::accept)
                            .body(
                                    new BytesRequestContent(
                                            "application/json",
                                            json.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return new Outcome.GiveUp("the webhook's address is no http or https address");
        }
        return answer(request);
    }

    private static boolean isHttp(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme())
                || "http".equalsIgnoreCase(uri.getScheme());
    }

    private Outcome answer(Request request) {
        var answered = new CompletableFuture<Response>();
        request.onResponseHeaders(answered::complete)
                .send(result -> {
                    Throwable failure = result.getFailure();
                    if (failure != null) {
                        answered.completeExceptionally(failure);
                    }
                });
        try {
            Response response =
                    answered.get(settings.timeout().toMillis() + 1_000, TimeUnit.MILLISECONDS);
            Outcome outcome = outcome(response);
            response.abort(new java.io.IOException("the status is all we read"));
            return outcome;
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            return Outcome.mayHaveArrived("no answer in " + settings.timeout().toSeconds() + " s");
        } catch (InterruptedException e) {
            request.abort(e);
            return Outcome.mayHaveArrived("no answer in time");
        }
    }

    private static Outcome failed(Throwable failure) {
        return switch (failure) {
            case Addresses.Refused refused ->
                    new Outcome.GiveUp(EmailAnswers.line(refused.getMessage()));
            case java.net.ConnectException _, java.net.UnknownHostException _ ->
                    Outcome.tryAgain(EmailAnswers.line(failure.getMessage()));
            case TimeoutException _ -> Outcome.mayHaveArrived("no answer in time");
            default -> Outcome.mayHaveArrived(EmailAnswers.line(failure.toString()));
        };
    }

    private Outcome outcome(Response response) {
        int status = response.getStatus();
        String said = "HTTP " + status;
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered(said);
        }
        if (status >= 500 || status == 429 || status == 408 || status == 425) {
            return new Outcome.TryAgain(retryAfter(response), said, false);
        }
        return new Outcome.GiveUp(
                status >= 300 && status < 400 ? said + ": redirects are not followed" : said);
    }

    private Optional<Duration> retryAfter(Response response) {
        return Optional.ofNullable(response.getHeaders().get(HttpHeader.RETRY_AFTER))
                .flatMap(text -> RetryAfter.parse(text, clock.instant()));
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The webhook client does not stop", e);
        }
    }
}
