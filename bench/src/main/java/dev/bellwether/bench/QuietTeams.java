package dev.bellwether.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Teams that send nothing of a burst. While it lasts one event goes to another of them five times
/// a second, and the time until its page arrives is taken.
final class QuietTeams {
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PagingHouse house;
    private final PageTap tap;
    private final int first;
    private final int many;
    private final Map<Integer, Long> sent = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean over;

    /// Begins.
    ///
    /// @param first of the teams
    QuietTeams(PagingHouse house, PageTap tap, int first, int many) {
        this.house = house;
        this.tap = tap;
        this.first = first;
        this.many = many;
        this.thread = Thread.ofVirtual().start(this::send);
    }

    private void send() {
        for (int i = 0; i < many && !over; i++) {
            sent.put(first + i, System.nanoTime());
            int status = house.signal(first + i, "quiet " + (first + i)).join();
            if (status != 202) {
                throw new IllegalStateException("An event of a quiet team was answered " + status);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    /// Sends no more. How many events were accepted.
    int stop() {
        over = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return sent.size();
    }

    /// Waits for what is on its way. Seconds from sending to the page, sorted; one that did not
    /// come counts as the patience.
    List<Double> pages() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (arrived().size() < sent.size() && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
        }
        Map<Integer, Long> arrived = arrived();
        return sent.entrySet().stream()
                .map(one ->
                        arrived.containsKey(one.getKey())
                                ? (arrived.get(one.getKey()) - one.getValue()) / 1e9
                                : (double) PATIENCE.toSeconds())
                .sorted()
                .toList();
    }

    /// The first page of each, by team.
    private Map<Integer, Long> arrived() {
        var first = new ConcurrentHashMap<Integer, Long>();
        for (PageTap.Page page : tap.pages()) {
            if (sent.containsKey(page.team())) {
                first.merge(page.team(), page.nanos(), Math::min);
            }
        }
        return first;
    }
}
