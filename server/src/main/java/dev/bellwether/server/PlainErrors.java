package dev.bellwether.server;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Errors that arise before a room has the request.
final class PlainErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        PlainAnswer answer =
                status == HttpStatus.NOT_FOUND_404
                        ? PlainAnswer.notFound()
                        : new PlainAnswer(
                                status,
                                HttpStatus.getMessage(status),
                                HttpStatus.isClientError(status)
                                        ? "The request or its address is not right."
                                        : "The server could not answer this request.");
        write(answer, request, response, callback);
        return true;
    }

    static void write(PlainAnswer answer, Request request, Response response, Callback callback) {
        boolean forPeople =
                PlainAnswer.isForPeople(
                        Request.getPathInContext(request),
                        request.getHeaders().get(HttpHeader.ACCEPT));
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, PlainAnswer.type(forPeople));
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("Content-Security-Policy", PlainAnswer.POLICY);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        Content.Sink.write(response, true, answer.body(forPeople), callback);
    }
}
