package dev.bellwether.analytics;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One platform thread for native calls, which would hold a virtual thread's carrier. At most
/// [#LINE] calls wait for it.
final class DuckThread implements AutoCloseable {
    private static final int LINE = 64;

    private final ThreadPoolExecutor thread;

    DuckThread(String name) {
        this.thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(LINE),
                        Thread.ofPlatform().daemon().name(name).factory());
    }

    /// @throws HistoryUnavailable when it fails, or has not answered after `limit`
    <T> T call(Callable<T> work, Duration limit) {
        Future<T> answer;
        try {
            answer = thread.submit(work);
        } catch (RejectedExecutionException e) {
            throw new HistoryUnavailable(
                    thread.isShutdown()
                            ? "The history of checks is closed"
                            : LINE + " questions to the history of checks wait already",
                    e);
        }
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw new HistoryUnavailable("The history of checks did not answer within " + limit, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof RuntimeException own) {
                throw own;
            }
            throw new HistoryUnavailable(
                    "The history of checks cannot be read: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryUnavailable("Interrupted while waiting for the history", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
