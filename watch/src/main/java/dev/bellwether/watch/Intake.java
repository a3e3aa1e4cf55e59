package dev.bellwether.watch;

import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes durable what senders post, many in one transaction: whoever comes while one is being
/// written waits for the next, which one of them writes for all. So a transaction's cost is shared
/// by as many as send at once, and one alone pays it alone. Safe for many threads.
final class Intake {
    /// In one transaction. More than that are not sent at once by anybody whom we let.
    private static final int TOGETHER = 256;

    /// So many go before whatever else waits for the disk: together they cost little each. Fewer
    /// take their turn behind those who page, which is what holds back whoever sends a lot over few
    /// connections.
    private static final int MANY = 100;

    /// So many requests within [#WINDOW] are many: whoever decides gives way.
    private static final int CROWD = 100;

    private static final Duration WINDOW = Duration.ofMillis(100);
    private static final Duration CROWDED = Duration.ofMillis(200);

    /// Characters of payload after which a transaction takes in no more.
    private static final long LARGEST = 4 << 20;

    /// Between two transactions while first pages are on their way; so many senders are many, and
    /// whoever waits for an answer can wait better than whoever is to be paged.
    private static final Duration PAUSE = Duration.ofMillis(100);

    static final Duration WAY = Duration.ofMillis(500);

    private static final class Place {
        final PostedRows.Ready ready;

        /// True when it is written; false when its thread is to write for all that wait.
        final CompletableFuture<Boolean> outcome = new CompletableFuture<>();

        Place(Posted posted) {
            this.ready = PostedRows.Ready.of(posted);
        }
    }

    private final Store store;
    private final InstantSource clock;
    private final Queue<Place> waiting = new ArrayDeque<>();
    private boolean writing;
    private Instant windowEnds = Instant.EPOCH;
    private int within;

    /// Until when many are said to come at once.
    private volatile Instant crowdedUntil = Instant.EPOCH;

    /// Until when whoever is to be paged goes first.
    private volatile Instant givesWayUntil = Instant.EPOCH;

    /// True while whoever decides has nothing to do, and has to be told.
    private volatile boolean idle = true;

    Intake(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Durable when it returns.
    ///
    /// @throws dev.bellwether.store.StoreUnavailable when nothing was written
    void take(Posted posted) {
        var mine = new Place(posted);
        if (leads(mine) || !written(mine)) {
            writeSome();
        }
    }

    private synchronized boolean leads(Place mine) {
        waiting.add(mine);
        boolean leads = !writing;
        writing = true;
        return leads;
    }

    private static boolean written(Place place) {
        try {
            return place.outcome.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException own ? own : e;
        }
    }

    /// Its own, which is the first that waits, and those behind it.
    private void writeSome() {
        pause();
        List<Place> some = next();
        @Nullable RuntimeException failed = null;
        try {
            Function<Tx, Boolean> work =
                    tx -> {
                        PostedRows.add(tx, some.stream().map(place -> place.ready).toList());
                        return true;
                    };
            if (some.size() >= MANY) {
                store.writeFirst(work);
            } else {
                store.write(work);
            }
        } catch (RuntimeException e) {
            failed = e;
        }
        handOver();
        if (failed != null) {
            for (Place place : some) {
                place.outcome.completeExceptionally(failed);
            }
            throw failed;
        }
        some.forEach(place -> place.outcome.complete(true));
        if (idle) {
            store.journal().wakeReaders();
        }
    }

    /// Meanwhile others come and are written with it.
    private void pause() {
        if (givesWay(clock.instant())) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /// A clock that was set back makes nobody wait.
    private boolean givesWay(Instant now) {
        return now.isBefore(givesWayUntil) && !now.isBefore(givesWayUntil.minus(WAY));
    }

    private synchronized List<Place> next() {
        var some = new ArrayList<Place>();
        long size = 0;
        while (some.size() < TOGETHER && size < LARGEST && !waiting.isEmpty()) {
            Place next = waiting.remove();
            some.add(next);
            size += next.ready.posted().payload().length();
        }
        count(some.size());
        return some;
    }

    /// A clock that was set back begins another window.
    private void count(int more) {
        Instant now = clock.instant();
        if (!now.isBefore(windowEnds) || now.isBefore(windowEnds.minus(WINDOW))) {
            windowEnds = now.plus(WINDOW);
            within = 0;
        }
        within += more;
        if (within >= CROWD) {
            crowdedUntil = now.plus(CROWDED);
        }
    }

    private synchronized void handOver() {
        Place next = waiting.peek();
        writing = next != null;
        if (next != null) {
            next.outcome.complete(false);
        }
    }

    /// Whether many come at once, or would if they were not kept.
    boolean isCrowded(Instant now) {
        return givesWay(now)
                || now.isBefore(crowdedUntil) && !now.isBefore(crowdedUntil.minus(CROWDED));
    }

    /// From now on less is accepted in a second, for as long as [#WAY].
    void giveWay(Instant now) {
        givesWayUntil = now.plus(WAY);
    }

    /// Said before a look for what waits, so that whoever comes after the look tells.
    void isIdle(boolean now) {
        idle = now;
    }
}
