package dev.bellwether.server;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.jspecify.annotations.Nullable;

/// Answers for a status page, and lets senders' events be answered, right on the thread that read
/// the request, and gives everything else to a thread that may wait.
///
/// A chain of handlers counts as blocking when one of them is, and then each request changes its
/// thread before any of them is asked. Here the path alone decides: one that is kept for a handler
/// that may wait, and one that no page knows, go to a virtual thread and through the whole chain.
final class Front extends Handler.Sequence {
    private final Predicate<String> isKept;
    private final Handler pages;
    private volatile @Nullable Handler first;

    /// @param isKept of a path: those before the pages may want it
    /// @param pages never waits
    /// @param chain what may wait, in order, the pages among them
    Front(Predicate<String> isKept, Handler pages, List<Handler> chain) {
        super(chain);
        this.isKept = isKept;
        this.pages = pages;
    }

    /// Has `handler` asked before all others, on the thread that read the request: it never waits.
    void first(Handler handler) {
        first = handler;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Handler quick = first;
        if (quick != null && quick.handle(request, response, callback)) {
            return true;
        }
        String path = request.getHttpURI().getPath();
        boolean mayBePage = path != null && !isKept.test(path);
        if (mayBePage && pages.handle(request, response, callback)) {
            return true;
        }
        Executor threads = VirtualThreads.getVirtualThreadsExecutor(getServer().getThreadPool());
        try {
            (threads == null ? getServer().getThreadPool() : threads)
                    .execute(() -> wait(request, response, callback));
        } catch (RejectedExecutionException e) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
        }
        return true;
    }

    private void wait(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable e) {
            Response.writeError(request, response, callback, e);
        }
    }
}
