package dev.bellwether.server;

import dev.bellwether.api.Api;
import dev.bellwether.console.Console;
import dev.bellwether.model.Job;
import dev.bellwether.model.ProviderId;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.statuspage.PublishedPages;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import io.javalin.Javalin;
import jakarta.servlet.Servlet;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that stands on the database: the rooms, API and console over them, and their jobs.
///
/// @param events answers senders before anything else is asked
record House(Store store, Rooms rooms, Servlet servlet, Handler events, Loops loops)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(House.class);

    /// Nothing runs yet.
    ///
    /// @param guard raises its alarms here
    /// @throws dev.bellwether.store.StoreUnavailable when the database cannot be opened
    static House open(
            Settings settings,
            PublishedPages published,
            Optional<GuardService> guard,
            InstantSource clock) {
        Store store = Store.open(Translate.store(settings), clock);
        try {
            introduce(settings, store);
            Rooms rooms = Rooms.open(settings, store, published, clock);
            return over(settings, store, rooms, guard, clock);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static House over(
            Settings settings,
            Store store,
            Rooms rooms,
            Optional<GuardService> guard,
            InstantSource clock) {
        try {
            list(settings, rooms);
            var desk = new HouseGuard(guard.map(GuardService::guard), settings.guard(), rooms);
            var api = new Api(Doors.api(rooms, desk), Translate.api(settings), clock);
            var console =
                    new Console(Doors.console(rooms, desk), Translate.console(settings), clock);
            List<Job> accused =
                    guard.map(one -> one.jobs(rooms, Translate.node(settings, "").name()))
                            .orElse(List.of());
            List<Job> jobs =
                    Stream.of(rooms.jobs(), api.jobs(), accused).flatMap(List::stream).toList();
            var loops = new Loops(jobs, clock);
            store.journal().onLines(loops::wake);
            return new House(store, rooms, servlet(settings, api, console), api.events(), loops);
        } catch (RuntimeException e) {
            rooms.close();
            throw e;
        }
    }

    /// The providers of the configuration file.
    private static void list(Settings settings, Rooms rooms) {
        List<ProviderId> kept = rooms.providers().list(settings.providers());
        if (!kept.isEmpty()) {
            LOG.warn(
                    "No more in the configuration file, and kept because checks follow them: {}",
                    kept);
        }
    }

    /// @throws Refusal when another node has another key
    private static void introduce(Settings settings, Store store) {
        var key = InstanceKey.open(DataDirectory.key(settings.data()));
        String mark = store.isShared() ? key.secret("mark of the key").substring(0, 12) : "";
        store.nodes()
                .introduce(Translate.node(settings, mark))
                .ifPresent(other -> {
                    throw new Refusal(
                            "node '"
                                    + other
                                    + "' on this database has another secret.key: copy its file to "
                                    + DataDirectory.key(settings.data())
                                            .toAbsolutePath()
                                            .normalize()
                                    + " and start again");
                });
    }

    private static Servlet servlet(Settings settings, Api api, Console console) {
        return Javalin.create(
                        javalin -> {
                            javalin.startup.showJavalinBanner = false;
                            javalin.startup.startupWatcherEnabled = false;
                            javalin.http.maxRequestSize = settings.limits().requestSize();
                            api.register(javalin);
                            console.register(javalin);
                            Elsewhere.register(javalin);
                        })
                .javalinServlet();
    }

    /// Nobody has to wait for what this node held.
    private void leave() {
        if (store.isShared()) {
            try {
                store.nodes().leave();
            } catch (StoreUnavailable e) {
                LOG.warn("The other nodes are not told that this one stops: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        loops.close();
        rooms.close();
        leave();
        store.close();
    }
}
