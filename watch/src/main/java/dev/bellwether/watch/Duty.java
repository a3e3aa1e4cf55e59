package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.Job;
import dev.bellwether.store.Nodes;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Runs the rounds of the checks that are this node's to watch. With a database of our own these
/// are all; with a shared one, the [Shards] whose leases it holds. Whoever takes a shard over
/// begins from what is stored, with the beats that nobody may have kept meanwhile.
///
/// A node hands over what is another's: it stops the shard's rounds, writes what waits, and then
/// gives the lease back, so that no check is probed by two. A node that dies is taken over when it
/// has given no sign of life for [Nodes#TERM].
final class Duty implements Job {
    private static final Duration RENEW = Duration.ofSeconds(2);
    private static final Duration FIND_AGAIN = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /// Beats that a dead node may have missed: its term, and the time to notice and load. A beat
    /// probed twice harms nobody.
    private static final Duration MISSED = Nodes.TERM.plusSeconds(4);

    private static final int BATCH = 1_000;

    private final Store store;
    private final Rounds rounds;
    private final Heartbeats heartbeats;
    private final VerdictWriter writer;
    private final Consumer<Check> loaded;
    private volatile Set<Integer> mine = Set.of();
    private volatile Instant renewed = Instant.EPOCH;
    private Instant renewAt = Instant.EPOCH;

    /// @param loaded is told each check that is taken in from the database
    Duty(
            Store store,
            Rounds rounds,
            Heartbeats heartbeats,
            VerdictWriter writer,
            Consumer<Check> loaded) {
        this.store = store;
        this.rounds = rounds;
        this.heartbeats = heartbeats;
        this.writer = writer;
        this.loaded = loaded;
    }

    @Override
    public String name() {
        return rounds.name();
    }

    /// Never asks the database: probes keep their beat while it is gone or slow.
    @Override
    public Instant run(Instant now) {
        return mine.isEmpty() || mayBeLost(now) ? now.plus(LOOK_AGAIN) : rounds.run(now);
    }

    /// A node that stood still for longer than its term looks first whether it was replaced. While
    /// the database is gone it goes on: it may be the only one that sees the outage.
    private boolean mayBeLost(Instant now) {
        return store.isShared()
                && now.isAfter(renewed.plus(Nodes.TERM))
                && store.health().trouble().isEmpty();
    }

    /// Finds out whose turn it is. Apart from [#run] because the database may take its time.
    Job turns() {
        return new Turns();
    }

    /// The shards that this node watches.
    Set<Integer> shards() {
        return mine;
    }

    private final class Turns implements Job {
        @Override
        public String name() {
            return "watch-turns";
        }

        @Override
        public Instant run(Instant now) {
            try {
                find(now);
            } catch (StoreUnavailable e) {
                // Who was watching goes on from memory; nobody else can take its leases meanwhile.
                return now.plus(FIND_AGAIN);
            }
            return now.plus(FIND_AGAIN);
        }
    }

    /// Does something if this node watches the check. Waits for a take-over that is under way, so
    /// that no change falls between what was loaded and what follows.
    synchronized void ifMine(CheckId check, Runnable work) {
        if (mine.contains(Shards.of(check))) {
            work.run();
        }
    }

    private void find(Instant now) {
        if (!store.isShared()) {
            take(Shards.all(), now);
            return;
        }
        String me = store.nodes().me();
        if (now.isBefore(renewAt)) {
            obey(now);
            return;
        }
        Set<Integer> share = Shards.share(me, store.nodes().alive());
        handOver(minus(mine, share), me);
        Set<String> held = store.leases().acquire(Shards.leases(share), me, Nodes.TERM);
        renewed = now;
        renewAt = now.plus(RENEW);
        var got = new TreeSet<Integer>();
        share.stream().filter(shard -> held.contains(Shards.lease(shard))).forEach(got::add);
        take(got, now);
        obey(now);
    }

    private void handOver(Set<Integer> surplus, String me) {
        if (!surplus.isEmpty()) {
            drop(surplus);
            writer.flush();
            store.leases().release(Shards.leases(surplus), me);
        }
    }

    private synchronized void drop(Set<Integer> gone) {
        if (gone.isEmpty()) {
            // Almost always: thousands of checks are not gone through each second for nothing.
            return;
        }
        rounds.removeIf(check -> gone.contains(Shards.of(check)));
        mine = minus(mine, gone);
    }

    private synchronized void take(Set<Integer> got, Instant now) {
        drop(minus(mine, got));
        Set<Integer> fresh = minus(got, mine);
        if (!fresh.isEmpty()) {
            load(fresh, now);
        }
        mine = Set.copyOf(got);
    }

    /// Runs what people asked other nodes to have run.
    private void obey(Instant now) {
        for (CheckId check : RunRequests.take(store, mine)) {
            rounds.find(check).ifPresent(run -> rounds.runNow(run, now));
        }
    }

    private static Set<Integer> minus(Set<Integer> all, Set<Integer> some) {
        var left = new HashSet<>(all);
        left.removeAll(some);
        return left;
    }

    private void load(Set<Integer> shards, Instant now) {
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
        restore(shards, states, now);
    }

    private void restore(Set<Integer> shards, Map<CheckId, VerdictState> states, Instant now) {
        String after = "";
        List<Check> page;
        do {
            String from = after;
            page = store.read(sql -> CheckRows.all(sql, from, BATCH));
            for (Check check : page) {
                loaded.accept(check);
                if (shards.contains(Shards.of(check.id()))) {
                    VerdictState state = states.getOrDefault(check.id(), VerdictState.unknown(now));
                    rounds.restore(
                            check, state, store.isShared() && mayHaveMissed(check, now), now);
                }
            }
            after = page.isEmpty() ? "" : page.getLast().id().value();
        } while (page.size() == BATCH);
    }

    private static boolean mayHaveMissed(Check check, Instant now) {
        return !Beats.first(check.id(), check.interval(), now.minus(MISSED)).isAfter(now);
    }
}
