package dev.bellwether.server;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Where API and console are put once the database is open. Until then whoever asks is told to come
/// again: 503.
final class LastHandler extends Handler.Abstract {
    private static final String AGAIN_SECONDS = "5";

    private volatile @Nullable Handler inside;

    /// @param started it is started and stopped by the caller
    void open(Handler started) {
        inside = started;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Handler open = inside;
        if (open != null) {
            return open.handle(request, response, callback);
        }
        response.getHeaders().put(HttpHeader.RETRY_AFTER, AGAIN_SECONDS);
        PlainErrors.write(PlainAnswer.unavailable(), request, response, callback);
        return true;
    }
}
