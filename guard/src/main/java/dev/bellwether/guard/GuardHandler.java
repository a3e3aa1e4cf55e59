package dev.bellwether.guard;

import dev.bellwether.guard.AdmissionEffect.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request from its client to the node and back, on a virtual thread.
///
/// Its text is read as far as it is needed to know it; it gets a cap that it cannot lift, waits for
/// its turn, and is sent on. Only an error is read before it is passed on: one of memory, before
/// the first byte of an answer, may be run again with more. Everything else streams.
///
/// A client that leaves while its answer streams does not end the query: old servers go on. So the
/// query is killed, and what the server still sends is read and dropped; its memory is given back
/// when that has ended.
final class GuardHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(GuardHandler.class);
    private static final int ERROR_BYTES = 64 << 10;
    private static final int BUFFER = 32 << 10;

    private final GuardSettings settings;
    private final Upstream upstream;
    private final Gate gate;
    private final Forecasts forecasts;
    private final InstantSource clock;
    private final Semaphore kills = new Semaphore(4);

    GuardHandler(
            GuardSettings settings,
            Upstream upstream,
            Gate gate,
            Forecasts forecasts,
            InstantSource clock) {
        this.settings = settings;
        this.upstream = upstream;
        this.gate = gate;
        this.forecasts = forecasts;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            serve(request, response);
            callback.succeeded();
        } catch (IOException e) {
            fail(response, callback, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        }
        return true;
    }

    /// What breaks in mid-answer breaks for the client too; before, it is told what happened.
    private static void fail(Response response, Callback callback, IOException e) {
        if (response.isCommitted()) {
            callback.failed(e);
            return;
        }
        LOG.debug("no answer", e);
        response.reset();
        var error =
                new ServerError(
                        502, 210, "NETWORK_ERROR", "the node gave no answer: " + e.getMessage());
        response.setStatus(error.status());
        response.getHeaders().put("X-ClickHouse-Exception-Code", Integer.toString(error.code()));
        response.write(true, ByteBuffer.wrap(error.body()), callback);
    }

    private void serve(Request request, Response response)
            throws IOException, InterruptedException {
        InputStream in = Content.Source.asInputStream(request);
        Asked asked = asked(request, in);
        if (asked.isBeside()) {
            try (Upstream.Answer answer =
                    upstream.send(request.getMethod(), asked, request.getHeaders(), in)) {
                copyHead(answer, response);
                pass(answer.body(), Content.Sink.asOutputStream(response));
            }
            return;
        }
        Statement statement = asked.statement();
        String id = asked.address().value("query_id").filter(v -> !v.isEmpty()).orElse("");
        if (id.isEmpty()) {
            id = UUID.randomUUID().toString();
            asked.address().put("query_id", id);
        }
        Ask ask = ask(id, asked, statement, request.getHeaders());
        Gate.Turn turn = gate.enter(ask);
        try {
            run(request, response, in, asked, statement, ask, turn);
        } finally {
            gate.left(id);
        }
    }

    private static Asked asked(Request request, InputStream in) throws IOException {
        HttpFields headers = request.getHeaders();
        String query = request.getHttpURI().getQuery();
        var address = new Address(query == null ? "" : query);
        byte[] head = in.readNBytes(Asked.HEAD);
        return new Asked(
                request.getHttpURI().getPath(),
                address,
                head,
                head.length < Asked.HEAD,
                Asked.isPlain(
                        orEmpty(headers.get(HttpHeader.CONTENT_TYPE)),
                        orEmpty(headers.get(HttpHeader.CONTENT_ENCODING)),
                        address));
    }

    private Ask ask(String id, Asked asked, Statement statement, HttpFields headers) {
        Lane lane = Lane.PROBE;
        long bytes = settings.probe();
        boolean mayRetry = false;
        if (statement instanceof Statement.Read(_, Fingerprint form, Shape shape)) {
            mayRetry = shape.kind() == Shape.Kind.SELECT && asked.isRepeatable();
            if (shape.kind() == Shape.Kind.KILL) {
                lane = Lane.URGENT;
            } else if (forecasts.of(form.hash(), shape.family(), 0, clock.instant())
                    instanceof Forecast.Known known) {
                bytes = known.bytes();
                lane = laneOf(bytes);
            }
        }
        return new Ask(
                id,
                new Ask.Flow(user(asked, headers), orEmpty(headers.get("X-Bellwether-Feature"))),
                lane,
                bytes,
                clock.instant().plus(settings.patience()),
                Optional.empty(),
                mayRetry);
    }

    private Lane laneOf(long bytes) {
        return bytes > (settings.limit() - settings.reserve()) / 4 ? Lane.HEAVY : Lane.INTERACTIVE;
    }

    private static String user(Asked asked, HttpFields headers) {
        String user = orEmpty(headers.get("X-ClickHouse-User"));
        return user.isEmpty() ? asked.address().value("user").orElse("default") : user;
    }

    private void run(
            Request request,
            Response response,
            InputStream in,
            Asked asked,
            Statement statement,
            Ask ask,
            Gate.Turn first)
            throws IOException, InterruptedException {
        Gate.Turn turn = first;
        while (turn.end() instanceof Run run) {
            var ceilings = Ceilings.of(run.cap(), settings.limit() - settings.reserve());
            Asked.Held held = asked.held(statement, ceilings, run.cap());
            Asked sent = held.asked();
            if (run.spillAt() > 0) {
                sent = sent.with("max_bytes_before_external_group_by", run.spillAt());
                sent = sent.with("max_bytes_before_external_sort", run.spillAt());
            }
            try (Upstream.Answer answer =
                    upstream.send(request.getMethod(), sent, request.getHeaders(), in)) {
                byte[] error = new byte[0];
                if (answer.response().getStatus() != 200) {
                    error = answer.body().readNBytes(ERROR_BYTES);
                    String code =
                            orEmpty(
                                    answer.response()
                                            .getHeaders()
                                            .get("X-ClickHouse-Exception-Code"));
                    if (ServerError.codeOf(code, error) == ServerError.OUT_OF_MEMORY) {
                        drop(answer.body());
                        learn(statement, run.cap(), true);
                        turn = gate.again(ask.id(), Lane.HEAVY, next(statement, run.cap()));
                        if (!(turn.end() instanceof AdmissionEffect.PassError)) {
                            continue;
                        }
                    }
                } else if (ask.lane() == Lane.PROBE) {
                    learn(statement, settings.probe(), false);
                }
                copyHead(answer, response);
                tell(response, ask, first, run, held);
                OutputStream out = Content.Sink.asOutputStream(response);
                passOrKill(error, answer.body(), out, ask.id(), asked, request.getHeaders());
                return;
            }
        }
        if (turn.end() instanceof AdmissionEffect.Refuse refuse) {
            refuse(response, refuse);
        }
    }

    /// Twice what was too little, or what its family needed; two runs more at most.
    private long next(Statement statement, long cap) {
        long family = 0;
        if (statement instanceof Statement.Read(_, Fingerprint form, Shape shape)) {
            family =
                    switch (forecasts.of(form.hash(), shape.family(), 0, clock.instant())) {
                        case Forecast.Known known -> known.bytes();
                        case Forecast.Unknown unknown -> unknown.family();
                    };
        }
        return Math.max(family, cap * 4);
    }

    /// Nobody told its peak: the cap that it kept to stands for it.
    private void learn(Statement statement, long cap, boolean ranOut) {
        if (statement instanceof Statement.Read(_, Fingerprint form, Shape shape)) {
            forecasts.ended(form.hash(), shape.family(), 0, cap, ranOut, clock.instant());
        }
    }

    private static void copyHead(Upstream.Answer answer, Response response) {
        response.setStatus(answer.response().getStatus());
        for (HttpField field : answer.response().getHeaders()) {
            if (Upstream.passes(field)) {
                response.getHeaders().add(field);
            }
        }
    }

    private static void tell(
            Response response, Ask ask, Gate.Turn first, Run run, Asked.Held held) {
        if (!response.getHeaders().contains("X-ClickHouse-Query-Id")) {
            response.getHeaders().put("X-ClickHouse-Query-Id", ask.id());
        }
        response.getHeaders().put("X-Bellwether-Cap", Long.toString(run.cap()));
        if (first.position() > 0) {
            response.getHeaders().put("X-Bellwether-Position", Integer.toString(first.position()));
        }
        if (!held.told().isEmpty()) {
            String told =
                    held.told().stream().map(Object::toString).collect(Collectors.joining(", "));
            response.getHeaders().put("X-Bellwether-Held", oneLine(told));
        }
    }

    private static String oneLine(String text) {
        var line = new StringBuilder();
        text.chars().limit(1_000).forEach(c -> line.append(c < 32 || c > 126 ? '?' : (char) c));
        return line.toString();
    }

    private static void refuse(Response response, AdmissionEffect.Refuse refuse)
            throws IOException {
        ServerError error = ServerError.of(refuse);
        response.setStatus(error.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=UTF-8");
        response.getHeaders().put("X-ClickHouse-Exception-Code", Integer.toString(error.code()));
        response.getHeaders().put(HttpHeader.RETRY_AFTER, refuse.retryAfter().toSeconds());
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            out.write(error.body());
        }
    }

    private void passOrKill(
            byte[] before,
            InputStream body,
            OutputStream out,
            String id,
            Asked asked,
            HttpFields headers)
            throws IOException {
        var buffer = new byte[BUFFER];
        int read = before.length;
        try {
            out.write(before);
        } catch (IOException e) {
            drop(body);
            throw e;
        }
        while ((read = body.read(buffer)) >= 0) {
            try {
                out.write(buffer, 0, read);
            } catch (IOException e) {
                kill(id, asked, headers);
                drop(body);
                throw e;
            }
        }
        out.close();
    }

    /// In the name of the client that left. Not more than four at once: a crowd that leaves must
    /// not come back as a storm of `KILL`.
    private void kill(String id, Asked asked, HttpFields headers) {
        if (!kills.tryAcquire()) {
            return;
        }
        String sql = "KILL QUERY WHERE query_id = '" + quoted(id) + "' ASYNC";
        var address = new Address("");
        for (String name : new String[] {"user", "password"}) {
            asked.address().value(name).ifPresent(value -> address.put(name, value));
        }
        var auth = HttpFields.build();
        for (HttpField field : headers) {
            String name = field.getName();
            if (name.equalsIgnoreCase("Authorization")
                    || name.equalsIgnoreCase("X-ClickHouse-User")
                    || name.equalsIgnoreCase("X-ClickHouse-Key")) {
                auth.add(field);
            }
        }
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        try (Upstream.Answer answer =
                upstream.send(
                        "POST",
                        new Asked("/", address, text, true, true),
                        auth,
                        new ByteArrayInputStream(new byte[0]))) {
            drop(answer.body());
        } catch (IOException e) {
            LOG.debug("query {} was not killed", id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kills.release();
        }
    }

    private static String quoted(String id) {
        return id.replace("\\", "\\\\").replace("'", "\\'");
    }

    private static void pass(InputStream from, OutputStream to) throws IOException {
        from.transferTo(to);
        to.close();
    }

    private static void drop(InputStream body) throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
