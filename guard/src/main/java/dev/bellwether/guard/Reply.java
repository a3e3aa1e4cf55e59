package dev.bellwether.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/// What a client is answered: the node's own answer as it came, with what the guard did in headers
/// of its own; or the guard's refusal in ClickHouse's shape.
final class Reply {
    /// Most answers are small, and most bytes come in large ones.
    private static final int FIRST_BUFFER = 2 << 10;

    private static final int BUFFER = 64 << 10;

    private final Response response;

    Reply(Response response) {
        this.response = response;
    }

    boolean isBegun() {
        return response.isCommitted();
    }

    void head(Upstream.Answer answer) {
        response.setStatus(answer.response().getStatus());
        for (HttpField field : answer.response().getHeaders()) {
            if (Upstream.passes(field)) {
                response.getHeaders().add(field);
            }
        }
    }

    void tell(Query query) {
        query.client().tell(response);
        if (!response.getHeaders().contains("X-ClickHouse-Query-Id")) {
            response.getHeaders().put("X-ClickHouse-Query-Id", query.id());
        }
    }

    void tellCap(long cap, int position, List<Ceilings.Held> held) {
        response.getHeaders().put("X-Bellwether-Cap", Long.toString(cap));
        if (position > 0) {
            response.getHeaders().put("X-Bellwether-Position", Integer.toString(position));
        }
        if (!held.isEmpty()) {
            String told = held.stream().map(Object::toString).collect(Collectors.joining(", "));
            response.getHeaders().put("X-Bellwether-Held", oneLine(told));
        }
    }

    /// That it runs apart, also when it is refused.
    void tellQuarantine(Quarantine one) {
        String told = "%s until %s: %s".formatted(one.name(), one.until(), one.why());
        response.getHeaders().put("X-Bellwether-Quarantine", oneLine(told));
    }

    /// What the guard would have done, were it not only watching.
    void tellWould(String would) {
        response.getHeaders().put("X-Bellwether-Would", oneLine(would));
    }

    /// The body, as fast as the slower side.
    ///
    /// @param before bytes of it that were read already
    /// @param copy has it too
    /// @param onLeft called when the client is found to have left, and nobody else wants the
    ///   answer; the rest is then read and dropped
    void body(byte[] before, InputStream rest, AnswerCopy copy, Runnable onLeft)
            throws IOException {
        OutputStream out = Content.Sink.asOutputStream(response);
        var buffer = new byte[FIRST_BUFFER];
        @Nullable IOException gone = null;
        try {
            out.write(before);
        } catch (IOException e) {
            leave(rest, onLeft, e);
        }
        int read;
        while ((read = rest.read(buffer)) >= 0) {
            copy.add(buffer, read);
            if (gone == null) {
                copy.writes(true);
                try {
                    out.write(buffer, 0, read);
                } catch (IOException e) {
                    gone = e;
                } finally {
                    copy.writes(false);
                }
            }
            if (gone != null && !copy.isNeeded()) {
                leave(rest, onLeft, gone);
            }
            if (read == buffer.length && read < BUFFER) {
                buffer = new byte[BUFFER];
            }
        }
        copy.ended();
        if (gone != null) {
            throw gone;
        }
        out.close();
    }

    /// The answer to another's query, which was the same.
    void shared(KeptAnswer answer, Query query) throws IOException {
        give(answer, query, "X-Bellwether-Shared", answer.from());
    }

    /// An answer of before.
    ///
    /// @param why in a word
    void stale(KeptAnswer answer, Query query, String why, Instant now) throws IOException {
        long age = Math.max(0, Duration.between(answer.at(), now).toSeconds());
        response.getHeaders().put(HttpHeader.AGE, Long.toString(age));
        give(answer, query, "X-Bellwether-Stale", why);
    }

    private void give(KeptAnswer answer, Query query, String name, String value)
            throws IOException {
        response.setStatus(200);
        answer.headers().forEach(response.getHeaders()::add);
        tell(query);
        response.getHeaders().put(name, oneLine(value));
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            answer.writeTo(out);
        }
    }

    private static void leave(InputStream rest, Runnable onLeft, IOException why)
            throws IOException {
        onLeft.run();
        rest.transferTo(OutputStream.nullOutputStream());
        throw why;
    }

    void refuse(ServerError error, Optional<Duration> retryAfter) throws IOException {
        response.setStatus(error.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=UTF-8");
        response.getHeaders().put("X-ClickHouse-Exception-Code", Integer.toString(error.code()));
        retryAfter.ifPresent(after ->
                response.getHeaders().put(HttpHeader.RETRY_AFTER, Math.max(1, after.toSeconds())));
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            out.write(error.body());
        }
    }

    private static String oneLine(String text) {
        var line = new StringBuilder();
        text.chars().limit(1_000).forEach(c -> line.append(c < 32 || c > 126 ? '?' : (char) c));
        return line.toString();
    }
}
