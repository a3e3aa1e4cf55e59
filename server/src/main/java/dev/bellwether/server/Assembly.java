package dev.bellwether.server;

import dev.bellwether.guard.Blame;
import dev.bellwether.model.Job;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.OneTimeLink;
import dev.bellwether.statuspage.PublishedPages;
import dev.bellwether.store.StoreUnavailable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The map of the running system: what is made, in the order in which it comes to life. It stops in
/// the opposite order.
///
/// ```
/// data directory → pages from disk → web server → guard → store → rooms → API and console → jobs
/// ```
///
/// The web server comes first: the last status pages are served, and `/health` answers, while the
/// database is being opened. When its server is away they are served on, and it is tried again
/// until it is there.
final class Assembly implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
    private static final Duration LOOK_AGAIN = Duration.ofDays(1);

    private final Settings settings;
    private final InstantSource clock;
    private final DataDirectory directory;
    private final PublishedPages published;
    private final Metrics metrics;
    private final WebServer web;

    /// Ages the last pages and tries the database; idle when it is open.
    private final Loops waiting;

    /// Needs nothing of the house, and goes on when the database is gone; its alarms wait for it.
    private final Optional<GuardService> guard;

    private final Optional<SharedGuard> shared;

    private volatile @Nullable House house;
    private volatile @Nullable StoreUnavailable away;
    private Runnable opened = () -> {};
    private Runnable watcher = () -> {};
    private boolean closed;

    Assembly(Settings settings, InstantSource clock) {
        this(settings, clock, new Blame());
    }

    /// @param blame with units other than the standard, for tests
    Assembly(Settings settings, InstantSource clock, Blame blame) {
        this.settings = settings;
        this.clock = clock;
        this.directory = DataDirectory.take(settings.data());
        this.published =
                new PublishedPages(
                        Translate.pages(
                                settings, InstanceKey.open(DataDirectory.key(settings.data()))),
                        clock);
        this.metrics = new Metrics();
        this.web =
                WebServer.of(
                        settings,
                        this::readiness,
                        metrics,
                        () -> Optional.ofNullable(house).map(open -> open.rooms().subscribers()),
                        published,
                        clock);
        this.waiting = new Loops(List.of(published.ageing(), opening()), clock);
        this.shared = SharedGuard.of(settings);
        this.guard =
                settings.guard().isSet()
                        ? Optional.of(
                                new GuardService(
                                        settings.guard(),
                                        settings.data(),
                                        metrics,
                                        blame,
                                        shared.map(SharedGuard::sharing),
                                        true,
                                        clock))
                        : Optional.empty();
        SelfMetrics.server(metrics, this::isStoreUp, web);
    }

    /// Called once, when the database is open and all of it runs; before [#start].
    void onOpen(Runnable action) {
        opened = action;
    }

    /// Has `watcher` called whenever a job has run; before [#start]. It must not wait.
    void onRun(Runnable watcher) {
        this.watcher = watcher;
        waiting.onRun(watcher);
    }

    /// When it returns, all of it runs; or the status pages alone, while PostgreSQL does not
    /// answer.
    ///
    /// @throws StoreUnavailable when the database cannot be opened and waiting would not help
    void start() {
        web.start();
        guard.ifPresent(GuardService::start);
        try {
            open();
        } catch (StoreUnavailable e) {
            if (!e.mayPass()) {
                throw e;
            }
            away = e;
            LOG.warn("Only status pages are served until the database answers");
            waiting.start();
        }
    }

    private Job opening() {
        return new Job() {
            @Override
            public String name() {
                return "database-open";
            }

            @Override
            public Instant run(Instant now) {
                try {
                    open();
                } catch (StoreUnavailable e) {
                    away = e;
                    throw e;
                }
                return now.plus(LOOK_AGAIN);
            }
        };
    }

    private synchronized void open() {
        if (closed || house != null) {
            return;
        }
        House made = House.open(settings, published, guard, clock);
        house = made;
        away = null;
        shared.ifPresent(one -> one.open(made.store()));
        SelfMetrics.house(metrics, made);
        RoomMetrics.register(metrics, made.rooms(), clock);
        web.open(made.servlet(), made.events());
        made.loops().onRun(watcher);
        made.loops().start();
        made.store().journal().reactAtOnce();
        try {
            opened.run();
        } catch (StoreUnavailable e) {
            LOG.warn("It runs, and the database is gone again: {}", e.getMessage());
        }
    }

    /// Where it can be reached from this machine.
    URI local() {
        return web.local();
    }

    /// The address by which the first owner is made; empty when there is an owner.
    Optional<URI> firstOwner() {
        return rooms().people()
                .invitations()
                .firstStart()
                .map(OneTimeLink::token)
                .map(token -> address().resolve("/console/first/" + token));
    }

    /// The address people know; the port that was really taken when none is set.
    URI address() {
        return settings.server().url().isEmpty() ? local() : Translate.url(settings);
    }

    /// Where ClickHouse's clients reach the guard; empty when there is none.
    OptionalInt guardPort() {
        return guard.map(one -> OptionalInt.of(one.port())).orElse(OptionalInt.empty());
    }

    /// @throws IllegalStateException while the database is not open
    Rooms rooms() {
        House open = house;
        if (open == null) {
            throw new IllegalStateException("The database is not open");
        }
        return open.rooms();
    }

    Readiness readiness() {
        House open = house;
        return open == null ? Health.without(away) : Health.of(open.rooms(), open.loops());
    }

    private boolean isStoreUp() {
        House open = house;
        return open != null && open.store().health().trouble().isEmpty();
    }

    @Override
    public void close() {
        web.close();
        guard.ifPresent(GuardService::close);
        waiting.close();
        synchronized (this) {
            closed = true;
            House open = house;
            if (open != null) {
                open.close();
            }
        }
        shared.ifPresent(SharedGuard::close);
        metrics.close();
        directory.close();
    }
}
