package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.store.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// A place: probes from here for servers elsewhere. It connects outward only, with one [PlaceLink]
/// to each node, and reaches no address that its own networks do not allow, whatever it is asked.
public final class PlaceProbe implements AutoCloseable {
    private static final int MOST_LINKS = 16;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /// @param servers where to sign in, at least one
    /// @param token as it was told when the place was made
    /// @param region where this is, in people's words; empty leaves what was set at the server
    /// @param latitude degrees north; together with the longitude or not at all
    /// @param watch what this place may reach, and its control targets
    public record Options(
            List<URI> servers,
            String token,
            Optional<String> region,
            Optional<Double> latitude,
            Optional<Double> longitude,
            String version,
            WatchSettings watch) {
        public Options {
            servers = List.copyOf(servers);
        }

        @Override
        public String toString() {
            return "Options" + servers;
        }
    }

    private final Options options;
    private final InstantSource clock;
    private final String id = Tokens.id();
    private final LocalProber prober;
    private final HttpClient client;
    private final Map<URI, PlaceLink> links = new ConcurrentHashMap<>();
    private final Map<String, PlaceLink> nodes = new ConcurrentHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Optional<String> refused = Optional.empty();

    public PlaceProbe(Options options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
        this.prober = new LocalProber(options.watch(), Trust.ofThisJava(), clock);
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .build();
    }

    /// Begins; returns at once.
    public void start() {
        options.servers().forEach(this::link);
    }

    /// Waits until it is closed, or refused for good.
    ///
    /// @return why it was refused; empty when it was closed
    public Optional<String> await() throws InterruptedException {
        over.await();
        return refused;
    }

    /// Nodes with which it has a session.
    public int connected() {
        return nodes.size();
    }

    PlaceWire.Hello hello() {
        return new PlaceWire.Hello(
                PlaceWire.PROTOCOL,
                id,
                options.version(),
                options.region(),
                options.latitude(),
                options.longitude());
    }

    String token() {
        return options.token();
    }

    HttpClient client() {
        return client;
    }

    InstantSource clock() {
        return clock;
    }

    /// Signs in at one more address, unless it is known or there are too many.
    void link(URI address) {
        if (links.size() < MOST_LINKS) {
            links.computeIfAbsent(address, uri -> new PlaceLink(this, uri)).start();
        }
    }

    /// A node is served by one link, however many addresses lead to it.
    boolean serve(String node, PlaceLink link) {
        return nodes.putIfAbsent(node, link) == null || nodes.get(node) == link;
    }

    void leave(PlaceLink link) {
        nodes.values().removeIf(link::equals);
    }

    /// The token is no good, and never was: there is nothing to wait for.
    void refuse(String why) {
        refused = Optional.of(why);
        over.countDown();
    }

    /// Probes once, whatever comes as a check.
    void probe(PlaceWire.Ask ask, Consumer<PlaceWire.Said> then) {
        Check check;
        try {
            check = Json.read(ask.check(), Check.class);
        } catch (RuntimeException e) {
            Instant now = clock.instant();
            then.accept(
                    new PlaceWire.Said(
                            ask.number(),
                            "NO_VOTE",
                            now,
                            now,
                            dev.bellwether.model.Timings.NONE,
                            "this place does not know such a check; give it the server's version"));
            return;
        }
        prober.probe(
                check,
                answer ->
                        then.accept(
                                new PlaceWire.Said(
                                        ask.number(),
                                        answer.outcome().name(),
                                        answer.at(),
                                        answer.answered(),
                                        answer.timings(),
                                        answer.message())));
    }

    @Override
    public void close() {
        links.values().forEach(PlaceLink::close);
        prober.close();
        client.shutdownNow();
        over.countDown();
    }
}
