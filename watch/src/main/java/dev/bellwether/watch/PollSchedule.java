package dev.bellwether.watch;

import dev.bellwether.model.ProviderId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which page is asked when, in memory alone: every page that this node polls, in the order in
/// which they are due. What is asked and what becomes of it is [Polling]'s and [PollTurn]'s.
///
/// Thread-safe; whoever reads or changes a [PollTarget] holds [#lock].
final class PollSchedule {
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration ALERT = Duration.ofMinutes(2);
    private static final Duration FULL = Duration.ofMillis(50);

    private final InstantSource clock;
    private final Duration interval;
    private final int most;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Map<ProviderId, PollTarget> targets = new HashMap<>();
    private final PriorityQueue<PollTarget> line =
            new PriorityQueue<>(
                    Comparator.comparing((PollTarget t) -> t.due)
                            .thenComparing(t -> t.provider.id().value()));
    private int inFlight;
    private boolean closed;

    /// @param interval between two requests for a page, at first
    /// @param most requests under way at once
    PollSchedule(InstantSource clock, Duration interval, int most) {
        this.clock = clock;
        this.interval = interval;
        this.most = most;
    }

    ReentrantLock lock() {
        return lock;
    }

    /// Polls these from now on, and nothing else.
    ///
    /// @param kept what the database knows of them
    /// @param found how their pages are read, where that was found out
    void replace(
            Map<ProviderId, Provider> providers,
            Map<ProviderId, ProviderStateRows.Brief> kept,
            Map<ProviderId, ProviderFound> found,
            Instant now) {
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
        Instant due = isStart ? now.plus(PollPace.offset(id.value(), interval)) : now;
        var target = new PollTarget(provider, due);
        if (kept != null) {
            target.restore(kept);
        }
        target.found = found;
        targets.put(id, target);
        line.add(target);
    }

    /// Those of the pages that a check follows.
    void follow(Set<ProviderId> followed) {
        lock.lock();
        try {
            targets.values()
                    .forEach(target -> target.followed = followed.contains(target.provider.id()));
        } finally {
            lock.unlock();
        }
    }

    /// Another node asks.
    void forget() {
        lock.lock();
        try {
            targets.values().forEach(target -> target.removed = true);
            targets.clear();
            line.clear();
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

    /// Starts what is due, as far as requests may be under way at once.
    ///
    /// @param ask begins a request and does not wait for it; [#again] has to follow
    /// @return when to look again
    Instant start(Instant now, Consumer<PollTarget> ask) {
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
                if (inFlight >= most) {
                    return now.plus(FULL);
                }
                line.remove();
                first.inFlight = true;
                first.pushed = false;
                inFlight++;
                ask.accept(first);
            }
            return now.plus(IDLE);
        } finally {
            lock.unlock();
        }
    }

    /// A request has ended.
    ///
    /// @param wait from when it was due until the next
    void again(PollTarget target, Duration wait) {
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

    /// When pages were read last, where the database does not know it yet.
    Map<ProviderId, Instant> contacts() {
        lock.lock();
        try {
            Map<ProviderId, Instant> news = new HashMap<>();
            for (PollTarget target : targets.values()) {
                if (target.contactIsNews && target.contact != null) {
                    news.put(target.provider.id(), target.contact);
                }
            }
            return news;
        } finally {
            lock.unlock();
        }
    }

    /// The database knows these now.
    void written(Map<ProviderId, Instant> contacts) {
        lock.lock();
        try {
            contacts.forEach((id, at) -> {
                PollTarget target = targets.get(id);
                if (target != null && at.equals(target.contact)) {
                    target.contactIsNews = false;
                }
            });
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

    ProviderMetrics metrics(PollTurn turn) {
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

    /// Nothing is started any more.
    void close() {
        lock.lock();
        try {
            closed = true;
            line.clear();
        } finally {
            lock.unlock();
        }
    }
}
