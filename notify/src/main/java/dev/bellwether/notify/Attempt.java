package dev.bellwether.notify;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Runs one attempt and interrupts its thread when it takes too long: a server that says one byte a
/// minute ends no timeout of its own.
final class Attempt implements AutoCloseable {
    private final Duration limit;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("notify-watch").factory());

    Attempt(Duration limit) {
        this.limit = limit;
    }

    Outcome make(Supplier<Outcome> send) {
        Thread sender = Thread.currentThread();
        ScheduledFuture<?> alarm =
                watch.schedule(sender::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return send.get();
        } catch (RuntimeException e) {
            return Outcome.mayHaveArrived("an error of ours: " + e.getClass().getSimpleName());
        } finally {
            alarm.cancel(false);
            Thread.interrupted(); // the alarm's, if it came too late
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
