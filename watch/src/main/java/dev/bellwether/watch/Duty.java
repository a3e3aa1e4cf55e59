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

/// Runs the rounds while it is this node's turn to watch. With a database of our own it always is;
/// with a shared one a lease says whose. Whoever takes over begins from what is stored.
final class Duty implements Job {
    private static final Duration TERM = Duration.ofSeconds(15);
    private static final Duration RENEW = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final int BATCH = 1_000;

    private final Store store;
    private final Rounds rounds;
    private final Heartbeats heartbeats;
    private final String holder = Secrets.id();
    private boolean on;
    private Instant renewAt = Instant.EPOCH;
    private Instant leaseEnds = Instant.EPOCH;

    Duty(Store store, Rounds rounds, Heartbeats heartbeats) {
        this.store = store;
        this.rounds = rounds;
        this.heartbeats = heartbeats;
    }

    @Override
    public String name() {
        return rounds.name();
    }

    @Override
    public Instant run(Instant now) {
        if (!isMine(now)) {
            return now.plus(LOOK_AGAIN);
        }
        return rounds.run(now);
    }

    /// Does something if this node watches. Waits for a take-over that is under way, so that no
    /// change falls between what was loaded and what follows.
    synchronized void ifOn(Runnable work) {
        if (on) {
            work.run();
        }
    }

    private synchronized boolean isMine(Instant now) {
        try {
            boolean mine = !store.isShared() || holdsLease(now);
            if (mine && !on) {
                load(now);
            }
            if (!mine && on) {
                rounds.clear();
            }
            on = mine;
        } catch (StoreUnavailable e) {
            // Who was watching goes on from memory; nobody else can take the lease meanwhile.
            return on;
        }
        return on;
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
            }
            after = page.isEmpty() ? "" : page.getLast().id().value();
        } while (page.size() == BATCH);
    }
}
