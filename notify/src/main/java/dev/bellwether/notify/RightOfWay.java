package dev.bellwether.notify;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Pages to people on call go first. Whoever carries what can wait gives way while a page is under
/// way, for a short while only: a page that takes long must not hold up everybody else's news.
final class RightOfWay {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private int underWay;

    /// Runs what goes first.
    <T> T first(Supplier<T> work) {
        add(1);
        try {
            return work.get();
        } finally {
            add(-1);
        }
    }

    private void add(int more) {
        lock.lock();
        try {
            underWay += more;
            if (underWay == 0) {
                free.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Returns as soon as nothing that goes first is under way, and after `most` in any case.
    void give(Duration most) {
        long left = most.toNanos();
        lock.lock();
        try {
            while (underWay > 0 && left > 0) {
                left = free.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
