package dev.bellwether.server;

import dev.bellwether.api.Api;
import dev.bellwether.api.ApiRooms;
import dev.bellwether.api.ApiSettings;
import dev.bellwether.console.Console;
import dev.bellwether.console.ConsoleSettings;
import dev.bellwether.model.Job;
import dev.bellwether.people.OneTimeLink;
import dev.bellwether.statuspage.PageHandler;
import dev.bellwether.statuspage.PublishedPages;
import dev.bellwether.store.Store;
import io.javalin.Javalin;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The map of the running system: what is made, in the order in which it comes to life. It stops in
/// the opposite order.
///
/// ```
/// data directory → pages from disk → store → rooms → API and console → web server → loops
/// ```
final class Assembly implements AutoCloseable {
    private final DataDirectory directory;
    private final Store store;
    private final Rooms rooms;
    private final Metrics metrics;
    private final Loops loops;
    private final WebServer web;
    private final Settings settings;

    Assembly(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.directory = DataDirectory.take(settings.data());
        var published = new PublishedPages(Translate.pages(settings), clock);
        this.store = Store.open(Translate.store(settings), clock);
        this.rooms = Rooms.open(settings, store, published, clock);

        var api = new Api(apiRooms(rooms), apiSettings(settings), clock);
        var console = new Console(consoleRooms(rooms), consoleSettings(settings), clock);

        List<Job> jobs = Stream.concat(rooms.jobs().stream(), api.jobs().stream()).toList();
        this.loops = new Loops(jobs, clock);
        store.journal().onLines(loops::wake);

        this.metrics = new Metrics();
        var self = new SelfHandler(this::readiness, metrics, settings.server().metricsToken());
        this.web =
                new WebServer(
                        settings.server(),
                        settings.limits(),
                        List.of(self, new PageHandler(published)),
                        servlet(settings, api, console));
        SelfMetrics.register(metrics, store, loops, web);
        RoomMetrics.register(metrics, rooms, clock);
    }

    void start() {
        web.start();
        loops.start();
    }

    /// Where it can be reached from this machine.
    URI local() {
        return web.local();
    }

    /// The address by which the first owner is made; empty when there is an owner.
    Optional<URI> firstOwner() {
        return rooms.people()
                .invitations()
                .firstStart()
                .map(OneTimeLink::token)
                .map(token -> address().resolve("/console/first/" + token));
    }

    /// The address people know; the port that was really taken when none is set.
    URI address() {
        return settings.server().url().isEmpty() ? local() : Translate.url(settings);
    }

    Rooms rooms() {
        return rooms;
    }

    Readiness readiness() {
        return Health.of(rooms, loops);
    }

    @Override
    public void close() {
        web.close();
        loops.close();
        rooms.close();
        store.close();
        metrics.close();
        directory.close();
    }

    private static Servlet servlet(Settings settings, Api api, Console console) {
        return Javalin.create(
                        javalin -> {
                            javalin.startup.showJavalinBanner = false;
                            javalin.startup.startupWatcherEnabled = false;
                            javalin.http.maxRequestSize = settings.limits().requestSize();
                            api.register(javalin);
                            console.register(javalin);
                        })
                .javalinServlet();
    }

    static ApiRooms apiRooms(Rooms rooms) {
        return new ApiRooms(
                rooms.store(),
                rooms.people(),
                rooms.codes(),
                rooms.watch(),
                rooms.checks(),
                rooms.verdicts(),
                rooms.providers(),
                rooms.history(),
                rooms.incidents(),
                rooms.oncall(),
                rooms.messages().deliveries(),
                rooms.pages());
    }

    private static ApiSettings apiSettings(Settings settings) {
        Settings.Limits limits = settings.limits();
        return new ApiSettings(
                Version.text(), limits.requestSize(), limits.perToken(), limits.perAddress());
    }

    private static dev.bellwether.console.Rooms consoleRooms(Rooms rooms) {
        return new dev.bellwether.console.Rooms(
                rooms.store(),
                rooms.people(),
                rooms.codes(),
                rooms.links(),
                rooms.checks(),
                rooms.verdicts(),
                rooms.watch(),
                rooms.providers(),
                rooms.history(),
                rooms.incidents(),
                rooms.oncall(),
                rooms.pages(),
                rooms.published(),
                rooms.messages());
    }

    private static ConsoleSettings consoleSettings(Settings settings) {
        Settings.Smtp smtp = settings.smtp();
        return new ConsoleSettings(
                Translate.url(settings),
                Version.text(),
                smtp.host().isEmpty()
                        ? Optional.empty()
                        : Optional.of(smtp.host() + ":" + smtp.port()),
                false);
    }
}
