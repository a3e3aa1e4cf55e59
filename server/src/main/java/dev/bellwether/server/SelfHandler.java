package dev.bellwether.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/// What the process tells of itself.
///
/// `/health`: it lives, 200. `/health/ready`: all parts are well, 200; else 503; each part is
/// listed. `/metrics`: Prometheus' text. `/favicon.ico`: nothing, 204. Answers from memory, so that
/// it speaks when the database does not.
final class SelfHandler extends Handler.Abstract {
    private static final Set<String> PATHS =
            Set.of("/health", "/health/ready", "/metrics", "/favicon.ico");
    private static final JsonMapper JSON = new JsonMapper();
    private static final String OPENMETRICS = "application/openmetrics-text";

    private final Supplier<Readiness> readiness;
    private final Metrics metrics;
    private final byte[] token;

    /// @param token what `/metrics` asks for; empty asks for nothing
    SelfHandler(Supplier<Readiness> readiness, Metrics metrics, String token) {
        this.readiness = readiness;
        this.metrics = metrics;
        this.token = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    static boolean isOurs(String path) {
        return PATHS.contains(path);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        switch (Request.getPathInContext(request)) {
            case "/health" ->
                    answer(response, 200, "application/json", "{\"status\":\"up\"}", callback);
            case "/health/ready" -> ready(response, callback);
            case "/metrics" -> metrics(request, response, callback);
            // Browsers ask for it on every page that names no icon.
            case "/favicon.ico" -> {
                response.setStatus(HttpStatus.NO_CONTENT_204);
                response.getHeaders().put(HttpHeader.CACHE_CONTROL, "public, max-age=86400");
                callback.succeeded();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void ready(Response response, Callback callback) {
        Readiness now = readiness.get();
        answer(
                response,
                now.isReady() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503,
                "application/json",
                JSON.writeValueAsString(now),
                callback);
    }

    private void metrics(Request request, Response response, Callback callback) {
        if (token.length > "Bearer ".length() && !isAllowed(request)) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            answer(
                    response,
                    HttpStatus.UNAUTHORIZED_401,
                    "text/plain",
                    "The metrics ask for a token.\n",
                    callback);
            return;
        }
        String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        boolean open = accept != null && accept.contains(OPENMETRICS);
        String type =
                open
                        ? OPENMETRICS + "; version=1.0.0; charset=utf-8"
                        : "text/plain; version=0.0.4; charset=utf-8";
        answer(response, HttpStatus.OK_200, type, metrics.scrape(type), callback);
    }

    private boolean isAllowed(Request request) {
        String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return given != null
                && MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(
            Response response, int status, String type, String body, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        Content.Sink.write(response, true, body, callback);
    }
}
