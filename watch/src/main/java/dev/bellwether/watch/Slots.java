package dev.bellwether.watch;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Bounds the probes under way: in total, and of one host, so that a hundred checks of one machine
/// do not become its outage. Bounds as well how many wait: whoever leaves a line because its time
/// is over walks it, so that a line of thousands that gives up together costs more than the probes
/// would have. Who finds a line full is refused at once, and its check tries again at its next
/// beat.
final class Slots {
    private static final int LINE_OF_HOST = 500;
    private static final int LINE = 5_000;

    private record Gate(Semaphore permits, int users) {}

    private final int most;
    private final int mostPerHost;
    private final Semaphore total;
    private final AtomicInteger users = new AtomicInteger();
    private final ConcurrentHashMap<String, Gate> hosts = new ConcurrentHashMap<>();

    Slots(int most, int mostPerHost) {
        this.most = most;
        this.mostPerHost = mostPerHost;
        this.total = new Semaphore(most);
    }

    /// A slot that is held until it is closed.
    interface Slot extends AutoCloseable {
        /// Whether it was got in time.
        boolean isHeld();

        @Override
        void close();
    }

    /// Waits for a slot, at most `millis`, and not at all where too many wait.
    Slot take(String host, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        Gate entered = enter(host);
        Semaphore gate = entered.permits();
        if (entered.users() > mostPerHost + LINE_OF_HOST || users.get() > most + LINE) {
            return slot(host, gate, false);
        }
        boolean mayProbeHost = false;
        boolean held = false;
        try {
            mayProbeHost = gate.tryAcquire(millis, TimeUnit.MILLISECONDS);
            held = mayProbeHost && total.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            return slot(host, gate, held);
        } finally {
            if (mayProbeHost && !held) {
                gate.release();
            }
        }
    }

    int inFlight() {
        return most - total.availablePermits();
    }

    /// Who holds a slot, or waits for one.
    int users() {
        return users.get();
    }

    private Slot slot(String host, Semaphore gate, boolean held) {
        return new Slot() {
            @Override
            public boolean isHeld() {
                return held;
            }

            @Override
            public void close() {
                if (held) {
                    total.release();
                    gate.release();
                }
                leave(host);
            }
        };
    }

    private Gate enter(String host) {
        Gate entered =
                hosts.compute(
                        host,
                        (name, gate) ->
                                gate == null
                                        ? new Gate(new Semaphore(mostPerHost), 1)
                                        : new Gate(gate.permits(), gate.users() + 1));
        // Last, so that whoever counts the users finds each of them in its line.
        users.incrementAndGet();
        return entered;
    }

    private void leave(String host) {
        users.decrementAndGet();
        hosts.computeIfPresent(
                host,
                (name, gate) ->
                        gate.users() == 1 ? null : new Gate(gate.permits(), gate.users() - 1));
    }
}
