package dev.bellwether.server;

import dev.bellwether.guard.Controls;
import dev.bellwether.guard.Guard;
import dev.bellwether.guard.Workload;
import dev.bellwether.model.NotFound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// The guard's own door for whoever runs it: its state and its switch, on this machine only, for
/// those who have the token; and its figures for Prometheus, for all on this machine.
///
/// | call | does |
/// |---|---|
/// | `GET /status` | all of [dev.bellwether.guard.GuardStatus] |
/// | `POST /mode` `{"mode": "light"}` | switches |
/// | `POST /drain` `{"on": true}` | lets nothing new in, or lets it in again |
/// | `POST /block` `{"by": "feature", "value": "reports", "why": "…", "for": "PT1H"}` | keeps out |
/// | `POST /unblock` `{"by": "feature", "value": "reports"}` | ends that |
/// | `POST /quarantine` `{"by": "release", "value": "7", "feature": "reports", "why": "…", "for": "PT1H"}` | holds apart; `feature` may be left out |
/// | `POST /quarantine/end` `{"by": "release", "value": "7"}` | ends that |
/// | `POST /capture` `{"on": true}` | begins anew to take queries down, or ends and forgets that |
/// | `GET /workload` | what was taken down, as lines of JSON |
/// | `POST /cancel` `{"query": "ID"}` | ends a query that waits or runs |
/// | `POST /heavy` | lets heavy queries in again |
/// | `GET /metrics` | Prometheus' text |
final class GuardAdmin implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_BYTES = 64 << 10;

    private final Guard guard;
    private final String token;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Server server = new Server();
    private final ServerConnector connector;

    GuardAdmin(
            Guard guard,
            GuardConfig.Endpoint endpoint,
            String token,
            Metrics metrics,
            InstantSource clock) {
        this.guard = guard;
        this.token = token;
        this.metrics = metrics;
        this.clock = clock;
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(endpoint.host());
        connector.setPort(endpoint.port());
        server.addConnector(connector);
        server.setHandler(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback)
                            throws IOException {
                        answer(request, response, callback);
                        return true;
                    }
                });
    }

    /// @throws Refusal when the port is taken
    void start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new Refusal(
                    "the guard's admin port %s:%d cannot be taken: %s; set guard.admin"
                            .formatted(connector.getHost(), connector.getPort(), e.getMessage()));
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    /// What a caller did wrong.
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        Wrong(int status, String why) {
            super(why);
            this.status = status;
        }
    }

    private void answer(Request request, Response response, Callback callback) throws IOException {
        String path = request.getHttpURI().getCanonicalPath();
        String type = "application/json";
        int status = 200;
        String body;
        try {
            if (path.equals("/metrics")) {
                type = "text/plain; version=0.0.4; charset=utf-8";
                body = metrics.scrape(type);
            } else if (path.equals("/workload") && request.getMethod().equals("GET")) {
                authorize(request);
                type = "application/x-ndjson";
                body = String.join("\n", workload().lines());
            } else {
                authorize(request);
                body = JSON.writeValueAsString(call(request, path));
            }
        } catch (Wrong e) {
            status = e.status;
            body =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("detail", String.valueOf(e.getMessage()))
                            .toString();
        }
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        Content.Sink.write(response, true, body + "\n", callback);
    }

    private void authorize(Request request) {
        String said = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        byte[] given = (said == null ? "" : said).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, ("Bearer " + token).getBytes(StandardCharsets.UTF_8))) {
            throw new Wrong(401, "show the guard's admin token as a bearer token");
        }
    }

    private Object call(Request request, String path) throws IOException {
        boolean isRead = request.getMethod().equals("GET");
        if (isRead != path.equals("/status")) {
            throw new Wrong(404, "there is no " + request.getMethod() + " " + path);
        }
        try {
            switch (path) {
                case "/status" -> {}
                case "/mode" -> guard.mode(oneOf(Controls.Mode.class, body(request), "mode"));
                case "/drain" -> guard.drain(flag(body(request)));
                case "/block" -> guard.block(block(body(request)));
                case "/unblock" -> {
                    JsonNode body = body(request);
                    guard.unblock(oneOf(Controls.By.class, body, "by"), text(body, "value"));
                }
                case "/quarantine" -> {
                    JsonNode body = body(request);
                    guard.isolate(
                            oneOf(Controls.By.class, body, "by"),
                            text(body, "value"),
                            feature(body),
                            text(body, "why"),
                            until(body));
                }
                case "/quarantine/end" -> {
                    JsonNode body = body(request);
                    guard.takeOut(
                            oneOf(Controls.By.class, body, "by"),
                            text(body, "value"),
                            feature(body));
                }
                case "/capture" -> guard.capture().switched(flag(body(request)));
                case "/cancel" -> guard.cancel(text(body(request), "query"));
                case "/heavy" -> guard.letHeavyIn();
                default -> throw new Wrong(404, "there is no " + path);
            }
        } catch (IllegalArgumentException e) {
            throw new Wrong(422, String.valueOf(e.getMessage()));
        } catch (NotFound e) {
            throw new Wrong(404, String.valueOf(e.getMessage()));
        }
        return isRead ? guard.status() : guard.controls();
    }

    private Workload workload() {
        return guard.capture()
                .workload()
                .orElseThrow(() ->
                        new Wrong(
                                409,
                                "nothing is taken down: begin with `bellwether guard capture --begin`"));
    }

    private static JsonNode body(Request request) throws IOException {
        byte[] bytes = Content.Source.asInputStream(request).readNBytes(MOST_BYTES);
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw new Wrong(400, "the body is not JSON");
        }
    }

    private static String text(JsonNode body, String name) {
        return body.path(name).asString("").strip();
    }

    private static boolean flag(JsonNode body) {
        if (!body.path("on").isBoolean()) {
            throw new Wrong(422, "on: true or false");
        }
        return body.path("on").asBoolean();
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, JsonNode body, String name) {
        String given = text(body, name);
        try {
            return Kind.oneOf(type).parse().apply(given);
        } catch (IllegalArgumentException e) {
            throw new Wrong(
                    422, "%s: '%s' is not %s".formatted(name, given, Kind.oneOf(type).allowed()));
        }
    }

    private Controls.Block block(JsonNode body) {
        return new Controls.Block(
                oneOf(Controls.By.class, body, "by"),
                text(body, "value"),
                text(body, "why"),
                until(body));
    }

    private Instant until(JsonNode body) {
        try {
            Duration length = Duration.parse(text(body, "for").toUpperCase(Locale.ROOT));
            return clock.instant().plus(length);
        } catch (DateTimeException | ArithmeticException e) {
            throw new Wrong(422, "for: a duration such as PT1H");
        }
    }

    /// The one feature that is meant; empty for any.
    private static Optional<String> feature(JsonNode body) {
        return body.has("feature") ? Optional.of(text(body, "feature")) : Optional.empty();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The guard's admin port did not close", e);
        }
    }
}
