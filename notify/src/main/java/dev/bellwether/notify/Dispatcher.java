package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is due on one channel: lease → send → record.
///
/// The lease is durable before anything leaves the house, and the record is written after. A crash
/// in between leaves a lease that runs out; the message is then sent again and says of itself that
/// it may be a duplicate. Where only one process can have the database, leases found at the start
/// belong to a process that is dead, and are not waited for.
///
/// Where nodes share the database a message under way belongs to the node that took it, for as long
/// as that node gives signs of life ([dev.bellwether.store.Nodes]): no clock is compared with
/// another's, and what a dead node had is another's within seconds. (The lease's time is kept up
/// for nodes of a release that went by it.)
///
/// A record that cannot be written (the database is gone) is held, with its seat, and tried again
/// at each run for as long as its lease lasts.
final class Dispatcher implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final int LOST_AT_ONCE = 200;
    private static final Duration SHARED_LEASE = Duration.ofSeconds(9);
    private static final Duration PROLONG_EVERY = Duration.ofSeconds(2);

    /// Longer than any lease, should the clock have been set back since.
    private static final Duration ANY_LEASE = Duration.ofDays(36_500);

    private final Store store;
    private final InstantSource clock;
    private final Outbox outbox;
    private final Decide decide;
    private final RetrySettings settings;
    private final Transport transport;
    private final Parcels parcels;
    private final Executor threads;
    private final Attempt attempt;
    private final RandomGenerator random;
    private final Semaphore free;
    private final Counters counters;
    private final RightOfWay way;
    private final Set<DeliveryId> sending = ConcurrentHashMap.newKeySet();
    private final Queue<Unrecorded> unrecorded = new ConcurrentLinkedQueue<>();
    private Instant prolongAt = Instant.EPOCH;

    /// When there is something to do although nothing is written meanwhile.
    private Instant lookAt = Instant.EPOCH;

    private long seen;
    private boolean first = true;

    /// An outcome that the database did not take yet.
    private record Unrecorded(Load load, Outcome outcome, double luck, Instant until) {}

    Dispatcher(
            Store store,
            InstantSource clock,
            Outbox outbox,
            RetrySettings settings,
            Transport transport,
            Parcels parcels,
            Executor threads,
            Attempt attempt,
            RightOfWay way,
            RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.outbox = outbox;
        this.decide = new Decide(settings);
        this.settings = settings;
        this.transport = transport;
        this.parcels = parcels;
        this.threads = threads;
        this.attempt = attempt;
        this.way = way;
        this.random = random;
        this.free = new Semaphore(transport.parallel());
        this.counters = new Counters();
    }

    @Override
    public String name() {
        return "notify-" + transport.channel().name().toLowerCase(java.util.Locale.ROOT);
    }

    NotifyMetrics.OfChannel metrics() {
        return counters.snapshot(underWay());
    }

    int underWay() {
        return transport.parallel() - free.availablePermits();
    }

    Transport transport() {
        return transport;
    }

    @Override
    public Instant run(Instant now) {
        // Every commit of the house wakes us, and most have nothing for us. Where other nodes write
        // too, only a look tells.
        long written = outbox.written(channel());
        if (!store.isShared()
                && written == seen
                && now.isBefore(lookAt)
                && unrecorded.isEmpty()
                && !now.isBefore(lookAt.minus(LOOK_AGAIN))) {
            return lookAt;
        }
        try {
            recordHeld(now);
            prolong(now);
            takeBackLost(now);
            sendDue(now);
            lookAt = next(now);
            seen = written;
            return lookAt;
        } catch (StoreUnavailable e) {
            return now.plus(LOOK_AGAIN);
        }
    }

    private void prolong(Instant now) {
        List<DeliveryId> mine = List.copyOf(sending);
        if (!store.isShared() || mine.isEmpty() || now.isBefore(prolongAt)) {
            return;
        }
        prolongAt = now.plus(PROLONG_EVERY);
        store.run(tx -> outbox.prolong(tx, mine, tx.now().plus(SHARED_LEASE)));
    }

    private Duration lease() {
        return store.isShared() ? SHARED_LEASE : settings.lease();
    }

    private void takeBackLost(Instant now) {
        if (store.isShared()) {
            takeBackFromNodes(now);
        } else {
            Instant before = first ? now.plus(ANY_LEASE) : now;
            if (first || ranOut(before)) {
                takeBack(tx -> outbox.lost(tx, channel(), before, true, LOST_AT_ONCE));
            }
        }
        first = false;
    }

    private void takeBackFromNodes(Instant now) {
        if (first) {
            store.nodes().appear();
        }
        for (String holder : store.read(sql -> Outbox.holders(sql, channel()))) {
            if (holder.isEmpty()) {
                if (ranOut(now)) {
                    takeBack(tx -> outbox.lost(tx, channel(), now, false, LOST_AT_ONCE));
                }
            } else if (holder.equals(store.nodes().me())) {
                takeBackOwn(holder);
            } else if (store.nodes().isGone(holder)) {
                takeBack(tx -> outbox.heldBy(tx, channel(), holder, LOST_AT_ONCE));
            }
        }
    }

    /// What this node took and does not have: the answer to its claim was lost, or an error of ours
    /// kept it from being recorded. Claims are made by this thread only, so there is no race.
    private void takeBackOwn(String me) {
        List<DeliveryId> had = store.read(sql -> Outbox.idsHeldBy(sql, channel(), me));
        if (!sending.containsAll(had)) {
            takeBack(tx ->
                    outbox.heldBy(tx, channel(), me, Integer.MAX_VALUE).stream()
                            .filter(message -> !sending.contains(message.id()))
                            .toList());
        }
    }

    private boolean ranOut(Instant before) {
        return store.read(sql -> Outbox.hasRunOut(sql, channel(), before));
    }

    private void takeBack(Function<Tx, List<Outbound>> find) {
        int taken;
        do {
            taken =
                    store.write(tx -> {
                        List<Outbound> lost = find.apply(tx);
                        lost.forEach(message -> lost(tx, message));
                        return lost.size();
                    });
        } while (taken == LOST_AT_ONCE);
    }

    private void lost(Tx tx, Outbound message) {
        Decision decision =
                decide.on(message, new DeliveryEvent.LeaseLost(), tx.now(), random.nextDouble());
        OutboxReaction.apply(tx, outbox, decision, true);
    }

    private Channel channel() {
        return transport.channel();
    }

    private void sendDue(Instant now) {
        while (isClaimable(now)) {
            int permits = free.drainPermits();
            if (permits == 0) {
                return;
            }
            List<Load> claimed;
            try {
                claimed = writeSoon(tx -> claim(tx, permits));
            } catch (RuntimeException e) {
                free.release(permits);
                throw e;
            }
            free.release(permits - claimed.size());
            claimed.forEach(load -> {
                load.all().forEach(message -> sending.add(message.id()));
                threads.execute(() -> sendAndRecord(load));
            });
            if (claimed.isEmpty()) {
                return;
            }
        }
    }

    /// On SQLite before whatever else waits for the disk: it is small, somebody waits to be paged,
    /// and there are no more of them at once than the channel has seats.
    private <T> T writeSoon(Function<Tx, T> work) {
        return store.isShared() ? store.write(work) : store.writeFirst(work);
    }

    private boolean isClaimable(Instant now) {
        int most = transport.parallelPerTarget();
        return free.availablePermits() > 0
                && store.read(sql -> Outbox.isClaimable(sql, channel(), now, most));
    }

    private List<Load> claim(Tx tx, int limit) {
        var loads = new ArrayList<Load>();
        for (Outbound message :
                outbox.claim(
                        tx, channel(), limit, transport.parallelPerTarget(), store.nodes().me())) {
            if (transport.pace().isZero()) {
                loads.add(Load.alone(leased(tx, message, Optional.empty())));
            } else {
                paced(tx, message).ifPresent(loads::add);
            }
        }
        return loads;
    }

    private Outbound leased(Tx tx, Outbound message, Optional<DeliveryId> by) {
        var event = new DeliveryEvent.Leased(tx.now().plus(lease()));
        Outbound next = decide.on(message, event, tx.now(), 0).next().carried(by);
        outbox.save(tx, next);
        return next;
    }

    /// With all else that is due there; or not yet, where the address was written to a moment ago.
    private Optional<Load> paced(Tx tx, Outbound message) {
        String target = Targets.of(message.contact());
        Optional<Instant> hold =
                Pace.hold(Pace.last(tx, channel(), target), transport.pace(), tx.now());
        if (hold.isPresent()) {
            outbox.save(tx, message.held(hold.get()));
            return Optional.empty();
        }
        Pace.wrote(tx, channel(), target);
        List<Outbound> inside =
                Pace.others(tx, channel(), target, store.nodes().me(), message).stream()
                        .map(other -> leased(tx, other, Optional.of(message.id())))
                        .toList();
        return Optional.of(new Load(leased(tx, message, Optional.empty()), inside));
    }

    private void sendAndRecord(Load load) {
        Outbound message = load.first();
        boolean held = false;
        try {
            if (message.possibleDuplicate()) {
                counters.possibleDuplicate();
            }
            Outcome outcome = way.first(() -> attempt.make(() -> send(load)));
            counters.count(outcome);
            held = !record(unrecorded(load, outcome));
        } finally {
            if (!held) {
                done(load);
            }
        }
    }

    private void done(Load load) {
        load.all().forEach(message -> sending.remove(message.id()));
        free.release();
        outbox.changed(channel());
    }

    private Outcome send(Load load) {
        Transport.Parcel parcel;
        try {
            parcel = parcels.of(load);
        } catch (StoreUnavailable e) {
            return Outcome.tryAgain("the database did not answer");
        }
        return transport.send(parcel);
    }

    private Unrecorded unrecorded(Load load, Outcome outcome) {
        return new Unrecorded(
                load,
                outcome,
                random.nextDouble(),
                store.isShared()
                        ? clock.instant().plus(settings.lease())
                        : load.first().progress().leaseUntil().orElseThrow());
    }

    /// False when it is held, with the seat of its message.
    private boolean record(Unrecorded one) {
        try {
            return writeSoon(tx -> {
                record(tx, one);
                return true;
            });
        } catch (StoreUnavailable e) {
            unrecorded.add(one);
            return false;
        }
    }

    /// Writes what could not be written before; what cannot be until its lease is over is given up.
    private void recordHeld(Instant now) {
        for (int left = unrecorded.size(); left > 0; left--) {
            Unrecorded one = unrecorded.poll();
            if (one == null) {
                return;
            }
            if (!now.isBefore(one.until())) {
                LOG.error(
                        "What became of message {} could not be recorded; it will be sent again",
                        one.load().first().id());
                done(one.load());
            } else if (record(one)) {
                done(one.load());
            } else {
                return;
            }
        }
    }

    /// Waits until nothing is under way, at most so long. To be called when no run follows.
    void drain(Duration most) {
        try {
            recordHeld(clock.instant());
            if (!free.tryAcquire(transport.parallel(), most.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("{} ends with {} messages under way", name(), underWay());
                return;
            }
            free.release(transport.parallel());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void record(Tx tx, Unrecorded one) {
        for (Outbound message : one.load().all()) {
            var answered = new DeliveryEvent.Answered(message.attempt(), one.outcome());
            outbox.lock(tx, message.organization(), message.id())
                    .ifPresent(current ->
                            OutboxReaction.apply(
                                    tx,
                                    outbox,
                                    decide.on(current, answered, tx.now(), one.luck()),
                                    true));
        }
        if (!transport.pace().isZero() && arrivedNowhere(one.outcome())) {
            Pace.forget(tx, channel(), Targets.of(one.load().first().contact()));
        }
    }

    private static boolean arrivedNowhere(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered _, Outcome.Sent _ -> false;
            case Outcome.TryAgain again -> !again.mayHaveArrived();
            case Outcome.GiveUp _ -> true;
        };
    }

    private Optional<Instant> nextAt() {
        return store.read(sql -> Outbox.next(sql, channel()));
    }

    private Instant next(Instant now) {
        Instant least = now.plusMillis(100);
        Instant most = now.plus(LOOK_AGAIN);
        Instant next = nextAt().orElse(most);
        if (!next.isAfter(now)) {
            return most; // all seats are taken: the record of one wakes us
        }
        return next.isBefore(least) ? least : next.isAfter(most) ? most : next;
    }
}
