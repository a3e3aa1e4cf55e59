package dev.bellwether.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// At most one request in flight per host, wherever it came from: a catalogue row or a redirect.
final class PollHosts {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Condition> busy = new HashMap<>();

    /// Waits until the host is free, at most until `deadline` (of [System#nanoTime]). False when it
    /// is not.
    boolean enter(String host, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Condition free = busy.get(host);
                if (free == null) {
                    busy.put(host, lock.newCondition());
                    return true;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0 || !free.await(left, TimeUnit.NANOSECONDS)) {
                    return false;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void leave(String host) {
        lock.lock();
        try {
            Condition free = busy.remove(host);
            if (free != null) {
                free.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
