package dev.bellwether.watch;

import dev.bellwether.model.Job;
import dev.bellwether.model.ProviderId;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks every page when it is due. The job only looks at the clock and starts what is due, each on
/// a virtual thread of its own; what becomes of one page is [PollTurn]'s.
///
/// *Memory.* Of each page only a handful of fields is held ([PollTarget]). A page that says the
/// same as before costs no write: when it was read last is written for all of them once a minute.
///
/// *Several nodes.* The one that holds the lease asks; the others forget their schedule.
final class Polling implements Job, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Polling.class);
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration FLUSH = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(9);
    private static final Duration RENEW = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration ALERT = Duration.ofMinutes(2);
    private static final Duration FULL = Duration.ofMillis(50);
    private static final int PAGE = 1_000;

    private final Store store;
    private final InstantSource clock;
    private final ProviderSettings settings;
    private final Runnable stop;
    private final PollTurn turn;
    private final String holder = UUID.randomUUID().toString();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Map<ProviderId, PollTarget> targets = new HashMap<>();
    private final PriorityQueue<PollTarget> line =
            new PriorityQueue<>(
                    Comparator.comparing((PollTarget t) -> t.due)
                            .thenComparing(t -> t.provider.id().value()));
    private int inFlight;
    private boolean closed;
    private String version = "";
    private boolean isMine;
    private Instant pushedUntil;
    private Instant lookAt = Instant.MIN;
    private Instant renewAt = Instant.MIN;
    private Instant flushAt = Instant.MIN;

    Polling(Store store, InstantSource clock, ProviderSettings settings, Networks networks) {
        this(store, clock, settings, new PollClient(settings, networks, clock));
    }

    private Polling(
            Store store, InstantSource clock, ProviderSettings settings, PollClient client) {
        this(store, clock, settings, new PollPages(client, settings, clock), client::close);
    }

    /// @param stop is run at the end, once nothing new is asked
    Polling(
            Store store,
            InstantSource clock,
            ProviderSettings settings,
            PollAsker pages,
            Runnable stop) {
        this.store = store;
        this.clock = clock;
        this.pushedUntil = clock.instant();
        this.settings = settings;
        this.stop = stop;
        this.turn = new PollTurn(pages, new PollRecorder(store), settings, clock, lock);
    }

    @Override
    public String name() {
        return "provider-polls";
    }

    @Override
    public Instant run(Instant now) {
        if (settings.poll() == ProviderSettings.Poll.NONE) {
            return now.plus(LOOK);
        }
        try {
            lead(now);
            look(now);
            pushes(now);
            flush(now);
        } catch (StoreUnavailable e) {
            // Pages are asked on; what they say is written when the database answers again.
            LOG.debug("Providers are polled from memory", e);
        }
        return isMine ? start(now) : now.plus(IDLE);
    }

    private void lead(Instant now) {
        if (!store.isShared()) {
            isMine = true;
            return;
        }
        if (!now.isBefore(renewAt)) {
            isMine = store.leases().acquire("provider-polls", holder, LEASE);
            renewAt = now.plus(RENEW);
            if (!isMine) {
                forget();
            }
        }
    }

    private void forget() {
        lock.lock();
        try {
            targets.values().forEach(target -> target.removed = true);
            targets.clear();
            line.clear();
            version = "";
            lookAt = Instant.MIN;
        } finally {
            lock.unlock();
        }
    }

    /// Asks a page as soon as its host lets us, and more often for a while. Nothing when this node
    /// does not poll it.
    void soon(ProviderId id, Instant now) {
        lock.lock();
        try {
            PollTarget target = targets.get(id);
            if (target == null) {
                return;
            }
            target.alertUntil = now.plus(ALERT);
            target.pushed = true;
            Instant due = target.notBefore.isAfter(now) ? target.notBefore : now;
            if (!target.inFlight && target.due.isAfter(due)) {
                line.remove(target);
                target.due = due;
                line.add(target);
            }
        } finally {
            lock.unlock();
        }
    }

    /// What other nodes were told.
    private void pushes(Instant now) {
        if (!isMine || !store.isShared()) {
            return;
        }
        for (ProviderPush.Pushed pushed : ProviderPush.since(store, pushedUntil)) {
            soon(pushed.provider(), now);
            pushedUntil = pushed.at();
        }
    }

    /// Has the catalogue and the checks looked at again at the next run.
    void lookSoon() {
        lock.lock();
        try {
            lookAt = Instant.MIN;
        } finally {
            lock.unlock();
        }
    }

    private void look(Instant now) {
        if (!isMine || now.isBefore(lookAt)) {
            return;
        }
        lookAt = now.plus(PollTurn.TRY_AGAIN);
        Set<ProviderId> followed = store.read(ProviderRows::followed);
        String newest = store.read(ProviderRows::version);
        boolean all = settings.poll() == ProviderSettings.Poll.ALL;
        if (!newest.equals(version) || !all) {
            reload(followed, now);
            version = newest;
        }
        lock.lock();
        try {
            targets.values()
                    .forEach(target -> target.followed = followed.contains(target.provider.id()));
        } finally {
            lock.unlock();
        }
        lookAt = now.plus(LOOK);
    }

    private void reload(Set<ProviderId> followed, Instant now) {
        Map<ProviderId, Provider> providers = new HashMap<>();
        String after = "";
        List<Provider> some;
        do {
            String from = after;
            some = store.read(sql -> ProviderRows.all(sql, from, PAGE));
            for (Provider provider : some) {
                if (settings.poll() == ProviderSettings.Poll.ALL
                        || followed.contains(provider.id())) {
                    providers.put(provider.id(), provider);
                }
                after = provider.id().value();
            }
        } while (some.size() == PAGE);
        Map<ProviderId, ProviderStateRows.Brief> kept = store.read(ProviderStateRows::brief);
        Map<ProviderId, ProviderFound> found = store.read(ProviderFoundRows::all);
        lock.lock();
        try {
            boolean isStart = targets.isEmpty();
            targets.values().removeIf(target -> isGone(target, providers));
            line.removeIf(target -> target.removed);
            providers.forEach(
                    (id, provider) -> put(provider, kept.get(id), found.get(id), isStart, now));
        } finally {
            lock.unlock();
        }
    }

    private static boolean isGone(PollTarget target, Map<ProviderId, Provider> providers) {
        target.removed = !providers.containsKey(target.provider.id());
        return target.removed;
    }

    private void put(
            Provider provider,
            ProviderStateRows.@Nullable Brief kept,
            @Nullable ProviderFound found,
            boolean isStart,
            Instant now) {
        ProviderId id = provider.id();
        PollTarget known = targets.get(id);
        if (known != null) {
            if (!known.provider.isReadAs(provider)) {
                known.moved();
            }
            known.provider = provider;
            return;
        }
        // At the start thousands are new: each takes its own beat. One that is added later is asked
        // at once.
        Instant due = isStart ? now.plus(PollPace.offset(id.value(), settings.interval())) : now;
        var target = new PollTarget(provider, due);
        if (kept != null) {
            target.restore(kept);
        }
        target.found = found;
        targets.put(id, target);
        line.add(target);
    }

    private void flush(Instant now) {
        if (now.isBefore(flushAt)) {
            return;
        }
        flushAt = now.plus(FLUSH);
        Map<ProviderId, Instant> news = new HashMap<>();
        lock.lock();
        try {
            for (PollTarget target : targets.values()) {
                if (target.contactIsNews && target.contact != null) {
                    news.put(target.provider.id(), target.contact);
                }
            }
        } finally {
            lock.unlock();
        }
        if (news.isEmpty()) {
            return;
        }
        store.run(tx -> ProviderStateRows.contacts(tx, news));
        lock.lock();
        try {
            news.forEach((id, at) -> {
                PollTarget target = targets.get(id);
                if (target != null && at.equals(target.contact)) {
                    target.contactIsNews = false;
                }
            });
        } finally {
            lock.unlock();
        }
    }

    private Instant start(Instant now) {
        lock.lock();
        try {
            while (!closed) {
                PollTarget first = line.peek();
                if (first == null) {
                    return now.plus(IDLE);
                }
                if (first.due.isAfter(now)) {
                    Instant soon = now.plus(IDLE);
                    return first.due.isBefore(soon) ? first.due : soon;
                }
                if (inFlight >= settings.inFlight()) {
                    return now.plus(FULL);
                }
                line.remove();
                first.inFlight = true;
                first.pushed = false;
                inFlight++;
                Thread.ofVirtual().name("provider-poll").start(() -> poll(first));
            }
            return now.plus(LOOK);
        } finally {
            lock.unlock();
        }
    }

    private void poll(PollTarget target) {
        Duration wait = PollTurn.TRY_AGAIN;
        try {
            wait = turn.take(target);
        } finally {
            again(target, wait);
        }
    }

    private void again(PollTarget target, Duration wait) {
        lock.lock();
        try {
            inFlight--;
            target.inFlight = false;
            Instant now = clock.instant();
            target.due = PollPace.next(target.due, wait, now);
            if (target.pushed && target.alertUntil.isAfter(now)) {
                // Told while the request was under way: what it brought may be older than that.
                Instant again = now.plus(PollTurn.TRY_AGAIN);
                target.due = target.notBefore.isAfter(again) ? target.notBefore : again;
            }
            target.pushed = false;
            if (!target.removed && !closed) {
                line.add(target);
            }
            if (inFlight == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until no request is under way.
    void awaitIdle() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (inFlight > 0) {
                idle.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// When a page was read last, as memory knows it.
    Optional<Instant> contact(ProviderId id) {
        lock.lock();
        try {
            PollTarget target = targets.get(id);
            return target == null ? Optional.empty() : Optional.ofNullable(target.contact);
        } finally {
            lock.unlock();
        }
    }

    ProviderMetrics metrics() {
        lock.lock();
        try {
            Optional<Instant> oldest =
                    targets.values().stream()
                            .filter(target -> target.confirmed)
                            .flatMap(target -> Optional.ofNullable(target.contact).stream())
                            .min(Comparator.naturalOrder());
            return new ProviderMetrics(
                    targets.size(),
                    turn.polls(),
                    turn.unchanged(),
                    turn.errors(),
                    inFlight,
                    count(target -> target.confirmed),
                    count(target -> target.found != null && target.found.isReadable()),
                    count(target -> target.search != null),
                    count(target -> target.found != null && !target.found.isReadable()),
                    oldest);
        } finally {
            lock.unlock();
        }
    }

    private long count(Predicate<PollTarget> which) {
        return targets.values().stream().filter(which).count();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            line.clear();
        } finally {
            lock.unlock();
        }
        stop.run();
        try {
            flushAt = Instant.MIN;
            flush(clock.instant());
            if (isMine && store.isShared()) {
                store.leases().release("provider-polls", holder);
            }
        } catch (StoreUnavailable e) {
            LOG.warn("When providers were read last could not be written", e);
        }
    }
}
