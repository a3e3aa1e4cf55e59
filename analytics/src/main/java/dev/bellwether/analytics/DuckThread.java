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
import java.util.function.BiFunction;

/// One platform thread for native calls, which would hold a virtual thread's carrier. At most
/// [#LINE] calls wait for it.
final class DuckThread implements AutoCloseable {
    private static final int LINE = 64;

    private final ThreadPoolExecutor thread;
    private final String what;
    private final BiFunction<String, Throwable, RuntimeException> unavailable;

    DuckThread(String name) {
        this(name, "The history of checks", HistoryUnavailable::new);
    }

    /// @param what is asked, as errors name it
    /// @param unavailable makes the error that says why it did not answer
    DuckThread(
            String name, String what, BiFunction<String, Throwable, RuntimeException> unavailable) {
        this.what = what;
        this.unavailable = unavailable;
        this.thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(LINE),
                        Thread.ofPlatform().daemon().name(name).factory());
    }

    /// @throws RuntimeException of [#unavailable] when it fails, or has not answered after `limit`
    <T> T call(Callable<T> work, Duration limit) {
        Future<T> answer;
        try {
            answer = thread.submit(work);
        } catch (RejectedExecutionException e) {
            throw unavailable.apply(
                    thread.isShutdown()
                            ? what + " is closed"
                            : what + " cannot answer: " + LINE + " questions wait already",
                    e);
        }
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw unavailable.apply(what + " did not answer within " + limit, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof RuntimeException own) {
                throw own;
            }
            throw unavailable.apply(what + " cannot be read: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable.apply(what + " was not waited for: interrupted", e);
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
