package dev.bellwether.watch;

import dev.bellwether.model.Job;
import dev.bellwether.model.ProviderId;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks every page when it is due. The job only looks at the clock and starts what is due, each on
/// a virtual thread of its own; what becomes of one page is [PollTurn]'s.
///
/// *Memory.* Of each page only a handful of fields is held ([PollTarget]), in the order of
/// [PollSchedule]. A page that says the same as before costs no write: when it was read last is
/// written for all of them once a minute.
///
/// *Several nodes.* The one that holds the lease asks; the others forget their schedule.
final class Polling implements Job, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Polling.class);
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration FLUSH = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(9);
    private static final Duration RENEW = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final int PAGE = 1_000;

    private final Store store;
    private final InstantSource clock;
    private final ProviderSettings settings;
    private final Runnable stop;
    private final PollSchedule schedule;
    private final PollTurn turn;
    private final String holder = UUID.randomUUID().toString();

    private String version = "";
    private boolean isMine;
    private Instant pushedUntil;
    private volatile boolean isLookWanted;
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
        this.schedule = new PollSchedule(clock, settings.interval(), settings.inFlight());
        this.turn = new PollTurn(pages, new PollRecorder(store), settings, clock, schedule.lock());
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
        return isMine ? schedule.start(now, this::ask) : now.plus(IDLE);
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
                schedule.forget();
                version = "";
                lookAt = Instant.MIN;
            }
        }
    }

    /// Asks a page as soon as its host lets us, and more often for a while. Nothing when this node
    /// does not poll it.
    void soon(ProviderId id, Instant now) {
        schedule.soon(id, now);
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
        isLookWanted = true;
    }

    private void look(Instant now) {
        if (!isMine || now.isBefore(lookAt) && !isLookWanted) {
            return;
        }
        // Whoever wants it from here on gets another look.
        isLookWanted = false;
        lookAt = now.plus(PollTurn.TRY_AGAIN);
        Set<ProviderId> followed = store.read(ProviderRows::followed);
        String newest = store.read(ProviderRows::version);
        boolean all = settings.poll() == ProviderSettings.Poll.ALL;
        if (!newest.equals(version) || !all) {
            reload(followed, now);
            version = newest;
        }
        schedule.follow(followed);
        lookAt = now.plus(LOOK);
    }

    private void reload(Set<ProviderId> followed, Instant now) {
        List<Provider> wanted =
                settings.poll() == ProviderSettings.Poll.ALL
                        ? all()
                        : store.read(sql -> ProviderRows.of(sql, followed));
        Map<ProviderId, Provider> providers = new HashMap<>();
        wanted.forEach(provider -> providers.put(provider.id(), provider));
        Map<ProviderId, ProviderStateRows.Brief> kept = store.read(ProviderStateRows::brief);
        Map<ProviderId, ProviderFound> found = store.read(ProviderFoundRows::all);
        schedule.replace(providers, kept, found, now);
    }

    private List<Provider> all() {
        var all = new ArrayList<Provider>();
        List<Provider> some;
        do {
            String after = all.isEmpty() ? "" : all.getLast().id().value();
            some = store.read(sql -> ProviderRows.all(sql, after, PAGE));
            all.addAll(some);
        } while (some.size() == PAGE);
        return all;
    }

    private void flush(Instant now) {
        if (now.isBefore(flushAt)) {
            return;
        }
        flushAt = now.plus(FLUSH);
        Map<ProviderId, Instant> news = schedule.contacts();
        if (!news.isEmpty()) {
            store.run(tx -> ProviderStateRows.contacts(tx, news));
            schedule.written(news);
        }
    }

    private void ask(PollTarget target) {
        Thread.ofVirtual().name("provider-poll").start(() -> poll(target));
    }

    private void poll(PollTarget target) {
        Duration wait = PollTurn.TRY_AGAIN;
        try {
            wait = turn.take(target);
        } finally {
            schedule.again(target, wait);
        }
    }

    /// Waits until no request is under way.
    void awaitIdle() throws InterruptedException {
        schedule.awaitIdle();
    }

    /// When a page was read last, as memory knows it.
    Optional<Instant> contact(ProviderId id) {
        return schedule.contact(id);
    }

    ProviderMetrics metrics() {
        return schedule.metrics(turn);
    }

    @Override
    public void close() {
        schedule.close();
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
