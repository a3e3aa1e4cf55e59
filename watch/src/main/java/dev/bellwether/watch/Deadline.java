package dev.bellwether.watch;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// The end of a probe's time. A peer that sends one byte now and then defeats a read timeout; so
/// what a probe holds open is closed from outside when its time is up, wherever it is blocked.
final class Deadline {
    /// Holds a resource under the deadline until it is let go.
    interface Guard extends AutoCloseable {
        @Override
        void close();
    }

    private final ScheduledExecutorService watchdog;
    private final long end;
    private final Duration timeout;
    private volatile boolean rung;

    Deadline(ScheduledExecutorService watchdog, Duration timeout) {
        this.watchdog = watchdog;
        this.timeout = timeout;
        this.end = System.nanoTime() + timeout.toNanos();
    }

    boolean isOver() {
        return rung || System.nanoTime() - end >= 0;
    }

    /// At least 1, so that it never means "without end".
    int remainingMillis() {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        return (int) Math.clamp(left, 1L, Integer.MAX_VALUE);
    }

    Duration timeout() {
        return timeout;
    }

    /// Has `resource` closed when time is up. It is closed by letting go as well.
    Guard guard(Closeable resource) {
        ScheduledFuture<?> alarm =
                watchdog.schedule(
                        () -> {
                            rung = true;
                            quietly(resource);
                        },
                        remainingMillis(),
                        TimeUnit.MILLISECONDS);
        return () -> {
            alarm.cancel(false);
            quietly(resource);
        };
    }

    private static void quietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }
}
