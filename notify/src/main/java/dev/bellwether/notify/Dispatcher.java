package dev.bellwether.notify;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
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
/// Where nodes share the database a lease is short and prolonged while the message is on its way,
/// so that the messages of a node that died are another's within seconds.
///
/// A record that cannot be written (the database is gone) is held and tried again for as long as
/// its lease lasts.
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
    private final Set<DeliveryId> sending = ConcurrentHashMap.newKeySet();
    private Instant prolongAt = Instant.EPOCH;
    private boolean first = true;

    Dispatcher(
            Store store,
            InstantSource clock,
            Outbox outbox,
            RetrySettings settings,
            Transport transport,
            Parcels parcels,
            Executor threads,
            Attempt attempt,
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
        try {
            prolong(now);
            takeBackLost(now);
            sendDue(now);
            return next(now);
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
        boolean orphans = first && !store.isShared();
        Instant before = orphans ? now.plus(ANY_LEASE) : now;
        if (!orphans && nextAt().filter(at -> !at.isAfter(now)).isEmpty()) {
            return;
        }
        int taken;
        do {
            taken = store.write(tx -> takeBack(tx, before));
        } while (taken == LOST_AT_ONCE);
        first = false;
    }

    private int takeBack(Tx tx, Instant before) {
        List<Outbound> lost = outbox.lost(tx, transport.channel(), before, LOST_AT_ONCE);
        for (Outbound message : lost) {
            Decision decision =
                    decide.on(
                            message, new DeliveryEvent.LeaseLost(), tx.now(), random.nextDouble());
            OutboxReaction.apply(tx, outbox, decision, true);
        }
        return lost.size();
    }

    private void sendDue(Instant now) {
        while (nextAt().filter(at -> !at.isAfter(now)).isPresent()) {
            int permits = free.drainPermits();
            if (permits == 0) {
                return;
            }
            List<Outbound> claimed;
            try {
                claimed = store.write(tx -> claim(tx, permits));
            } catch (RuntimeException e) {
                free.release(permits);
                throw e;
            }
            free.release(permits - claimed.size());
            claimed.forEach(message -> {
                sending.add(message.id());
                threads.execute(() -> sendAndRecord(message));
            });
            if (claimed.isEmpty()) {
                return;
            }
        }
    }

    private List<Outbound> claim(Tx tx, int limit) {
        var leased = new ArrayList<Outbound>();
        var event = new DeliveryEvent.Leased(tx.now().plus(lease()));
        for (Outbound message :
                outbox.claim(tx, transport.channel(), limit, transport.parallelPerTarget())) {
            Outbound next = decide.on(message, event, tx.now(), 0).next();
            outbox.save(tx, next);
            leased.add(next);
        }
        return leased;
    }

    private void sendAndRecord(Outbound message) {
        try {
            if (message.possibleDuplicate()) {
                counters.possibleDuplicate();
            }
            Outcome outcome = attempt.make(() -> send(message));
            counters.count(outcome);
            record(message, outcome);
        } finally {
            sending.remove(message.id());
            free.release();
        }
    }

    private Outcome send(Outbound message) {
        Transport.Parcel parcel;
        try {
            parcel = parcels.of(message);
        } catch (StoreUnavailable e) {
            return Outcome.tryAgain("the database did not answer");
        }
        return transport.send(parcel);
    }

    private void record(Outbound message, Outcome outcome) {
        var answered = new DeliveryEvent.Answered(message.attempt(), outcome);
        double luck = random.nextDouble();
        Instant until =
                store.isShared()
                        ? clock.instant().plus(settings.lease())
                        : message.progress().leaseUntil().orElseThrow();
        while (true) {
            try {
                store.run(tx -> record(tx, message, answered, luck));
                return;
            } catch (StoreUnavailable e) {
                if (!clock.instant().isBefore(until) || !Attempt.pause(LOOK_AGAIN)) {
                    LOG.error(
                            "What became of message {} could not be recorded; it will be sent again",
                            message.id());
                    return;
                }
            }
        }
    }

    private void record(Tx tx, Outbound message, DeliveryEvent.Answered answered, double luck) {
        outbox.lock(tx, message.organization(), message.id())
                .ifPresent(current ->
                        OutboxReaction.apply(
                                tx, outbox, decide.on(current, answered, tx.now(), luck), true));
    }

    private Optional<Instant> nextAt() {
        return store.read(sql -> Outbox.next(sql, transport.channel()));
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
