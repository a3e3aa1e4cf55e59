package dev.bellwether.demo;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.model.Job;
import dev.bellwether.model.Site;
import dev.bellwether.people.People;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// The door of the room: opens the world (its mail server must be known before anything else
/// starts), and then furnishes a running Bellwether and lets things happen.
///
/// ```
/// try (var world = DemoWorld.open(out, clock, Size.SMALL)) {
///     … start with the mail server 127.0.0.1:world.smtpPort() and loopback allowed …
///     world.start(doors);
/// ```
public final class DemoWorld implements AutoCloseable {
    private static final long SEED = 20_260_428;
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration BEAT = Duration.ofSeconds(8);
    private static final int MAILS_KEPT = 500;

    /// How much of a world.
    public enum Size {
        /// A shop and two dozen providers.
        SMALL,
        /// And every provider of the catalogue.
        LARGE
    }

    private final InstantSource clock;
    private final PrintStream out;
    private final Optional<LargeWorld> large;
    private final Commentary commentary;
    private final Broken broken = new Broken();
    private final SmtpSink sink;
    private final Database database;
    private final Server world;
    private final Server inbox;
    private final List<Thread> threads = new ArrayList<>();

    private DemoWorld(PrintStream out, InstantSource clock, Size size) {
        this.large = size == Size.LARGE ? Optional.of(LargeWorld.open(clock)) : Optional.empty();
        this.out = out;
        this.clock = clock;
        this.commentary = new Commentary(out);
        this.sink = new SmtpSink(clock, MAILS_KEPT, this::arrived);
        this.database = new Database(broken);
        this.world = server(new WorldHandler(broken, clock.instant()));
        this.inbox = server(new InboxHandler(sink));
    }

    public static DemoWorld open(PrintStream out, InstantSource clock, Size size) {
        return new DemoWorld(out, clock, size);
    }

    /// The catalogue to start with, written into `directory`; empty in a small world, which does
    /// with the shipped one.
    public Optional<Path> catalogue(Path directory) {
        return large.map(world -> world.catalogue(directory));
    }

    public int smtpPort() {
        return sink.port();
    }

    public URI inbox() {
        return URI.create(address(inbox) + "/inbox");
    }

    /// Mails that came in, newest first.
    public List<ReceivedMail> mails() {
        return sink.mails();
    }

    /// Sets everything up and begins. What happens is told line by line.
    public void start(DemoDoors doors) {
        Instant now = clock.instant();
        long head = doors.store().journal().head();
        var placed = new Furniture(doors, address(world), database.port()).place(now);
        large.ifPresent(world -> Popular.follow(doors, world));
        Past.tell(doors.store(), doors.incidents().incidents(), placed.services(), now, SEED);
        var random = new Random(SEED);
        doors.checks()
                .list(People.DEFAULT, Optional.empty(), 100)
                .items()
                .forEach(check -> Latencies.tell(doors.results(), check, now, random));
        Site site = ShopSite.make(doors.people());
        ShopSite.begin(site, doors.campaigns(), now.minus(Shoppers.PAST));
        greet(doors.address());
        Job telling = doors.store().journal().follower("demo", head, commentary::on);
        var play = new Play(Script.of(SEED), broken, clock, commentary);
        URI beat = doors.address().resolve(placed.beat());
        run("demo-script", TICK, () -> play.upTo(Duration.between(now, clock.instant())));
        run("demo-commentary", TICK, () -> telling.run(clock.instant()));
        run("demo-nightly", BEAT, () -> beat(beat));
        once("demo-shoppers", () -> shoppers(doors.events(), site, now));
    }

    private void shoppers(EventStore events, Site site, Instant now) {
        try {
            new Shoppers(events, site, now, SEED).come(Shoppers.ALL);
            commentary.say(
                    clock.instant(),
                    "the shop's visitors are in: see what four campaigns did, in the console");
        } catch (EventsUnavailable e) {
            commentary.say(clock.instant(), "no more visitors come in: " + e.getMessage());
        }
    }

    private void greet(URI address) {
        out.printf(
                """

                A simulated world is running on this machine. It ends with Ctrl-C and leaves nothing.

                  Status page  %s
                  Console      %s   (sign in as %s with the password '%s')
                  Campaigns    %s   (%,d visitors of two weeks come in meanwhile)
                  Inbox        %s

                The first trouble begins in ten seconds.

                """,
                address.resolve("/"),
                address.resolve("/console/"),
                Furniture.EMAIL,
                Furniture.PASSWORD,
                address.resolve("/console/campaigns"),
                Shoppers.ALL,
                inbox());
        large.ifPresent(world ->
                out.printf(
                        "Beside it, %d providers are simulated; each page is asked once a minute.%n%n",
                        world.pages()));
    }

    private void arrived(ReceivedMail mail) {
        commentary.say(mail.at(), "mail to " + mail.to() + ": " + InboxHandler.subject(mail));
    }

    private void beat(URI address) {
        if (broken.is(Part.NIGHTLY)) {
            return;
        }
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(2_000);
            connection.getResponseCode();
            connection.disconnect();
        } catch (IOException e) {
            commentary.say(clock.instant(), "the nightly job could not report in");
        }
    }

    private void run(String name, Duration pause, Runnable work) {
        threads.add(
                Thread.ofPlatform()
                        .daemon()
                        .name(name)
                        .start(() -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                work.run();
                                try {
                                    Thread.sleep(pause);
                                } catch (InterruptedException e) {
                                    return;
                                }
                            }
                        }));
    }

    private void once(String name, Runnable work) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(work));
    }

    private static Server server(Handler handler) {
        var server = new Server();
        var connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The world's web server does not start", e);
        }
        return server;
    }

    private static String address(Server server) {
        return "http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    /// Ends the script and the commentary, before the doors close.
    public void stop() {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        stop();
        sink.close();
        database.close();
        large.ifPresent(LargeWorld::close);
        try {
            world.stop();
            inbox.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The world's web server does not stop", e);
        }
    }
}
