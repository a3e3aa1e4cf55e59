package dev.bellwether.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request from its client to a node and back, on a virtual thread. What asks for no query
/// passes as it is; the rest goes its way through [Passage].
final class GuardHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(GuardHandler.class);

    private final Works works;

    GuardHandler(Works works) {
        this.works = works;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            serve(request, response);
            callback.succeeded();
        } catch (ClientLeft e) {
            callback.failed(e);
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
        Asked asked = Query.asked(request, in);
        if (!asked.isBeside()) {
            new Passage(works, Query.of(request, asked, in), new Reply(response)).pass();
            return;
        }
        try (Upstream.Answer answer =
                        works.anyNode()
                                .node()
                                .upstream()
                                .send(
                                        request.getMethod(),
                                        asked,
                                        request.getHeaders(),
                                        in,
                                        Upstream.LONGEST,
                                        () -> {});
                OutputStream out = Content.Sink.asOutputStream(response)) {
            new Reply(response).head(answer);
            answer.body().transferTo(out);
        }
    }
}
