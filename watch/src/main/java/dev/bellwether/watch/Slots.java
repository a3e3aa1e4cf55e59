package dev.bellwether.watch;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds the probes under way: in total, and of one host, so that a hundred checks of one machine
/// do not become its outage.
final class Slots {
    private record Gate(Semaphore permits, int users) {}

    private final int most;
    private final int mostPerHost;
    private final Semaphore total;
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

    /// Waits for a slot, at most `millis`.
    Slot take(String host, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        Semaphore gate = enter(host);
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

    private Semaphore enter(String host) {
        return hosts.compute(
                        host,
                        (name, gate) ->
                                gate == null
                                        ? new Gate(new Semaphore(mostPerHost), 1)
                                        : new Gate(gate.permits(), gate.users() + 1))
                .permits();
    }

    private void leave(String host) {
        hosts.computeIfPresent(
                host,
                (name, gate) ->
                        gate.users() == 1 ? null : new Gate(gate.permits(), gate.users() - 1));
    }
}
