package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Runs the rounds while it is this node's turn to watch. With a database of our own it always is;
/// with a shared one a lease says whose. Whoever takes over begins from what is stored.
final class Duty implements Job {
    private static final Duration TERM = Duration.ofSeconds(15);
    private static final Duration RENEW = Duration.ofSeconds(5);
    private static final Duration FIND_AGAIN = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int BATCH = 1_000;

    private final Store store;
    private final Rounds rounds;
    private final Heartbeats heartbeats;
    private final Consumer<Check> loaded;
    private final String holder = Secrets.id();
    private volatile boolean on;
    private Instant renewAt = Instant.EPOCH;
    private Instant leaseEnds = Instant.EPOCH;

    /// @param loaded is told each check that is taken in from the database
    Duty(Store store, Rounds rounds, Heartbeats heartbeats, Consumer<Check> loaded) {
        this.store = store;
        this.rounds = rounds;
        this.heartbeats = heartbeats;
        this.loaded = loaded;
    }

    @Override
    public String name() {
        return rounds.name();
    }

    /// Never asks the database: probes keep their beat while it is gone or slow.
    @Override
    public Instant run(Instant now) {
        return on ? rounds.run(now) : now.plus(LOOK_AGAIN);
    }

    /// Finds out whose turn it is. Apart from [#run] because the database may take its time.
    Job turns() {
        return new Turns();
    }

    private final class Turns implements Job {
        @Override
        public String name() {
            return "watch-turns";
        }

        @Override
        public Instant run(Instant now) {
            find(now);
            return now.plus(FIND_AGAIN);
        }
    }

    /// Does something if this node watches. Waits for a take-over that is under way, so that no
    /// change falls between what was loaded and what follows.
    synchronized void ifOn(Runnable work) {
        if (on) {
            work.run();
        }
    }

    private void find(Instant now) {
        try {
            boolean mine = !store.isShared() || holdsLease(now);
            take(mine, now);
        } catch (StoreUnavailable e) {
            // Who was watching goes on from memory; nobody else can take the lease meanwhile.
            return;
        }
    }

    private synchronized void take(boolean mine, Instant now) {
        if (mine && !on) {
            load(now);
        }
        if (!mine && on) {
            rounds.clear();
        }
        on = mine;
    }

    private boolean holdsLease(Instant now) {
        if (now.isBefore(renewAt)) {
            return now.isBefore(leaseEnds);
        }
        renewAt = now.plus(RENEW);
        boolean mine = store.leases().acquire("watch", holder, TERM);
        leaseEnds = mine ? now.plus(TERM) : Instant.EPOCH;
        return mine;
    }

    private void load(Instant now) {
        heartbeats.load(store);
        var states = new HashMap<CheckId, VerdictState>();
        String after = "";
        List<VerdictRows.State> page;
        do {
            String from = after;
            page = store.read(sql -> VerdictRows.states(sql, from, BATCH));
            page.forEach(row -> states.put(row.check(), row.state()));
            after = page.isEmpty() ? "" : page.getLast().check().value();
        } while (page.size() == BATCH);
        restore(states, now);
    }

    private void restore(Map<CheckId, VerdictState> states, Instant now) {
        String after = "";
        List<Check> page;
        do {
            String from = after;
            page = store.read(sql -> CheckRows.all(sql, from, BATCH));
            for (Check check : page) {
                VerdictState state = states.getOrDefault(check.id(), VerdictState.unknown(now));
                rounds.restore(check, state, false, now);
                loaded.accept(check);
            }
            after = page.isEmpty() ? "" : page.getLast().id().value();
        } while (page.size() == BATCH);
    }
}
