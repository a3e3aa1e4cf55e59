package dev.bellwether.guard;

import dev.bellwether.model.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// The guard of a ClickHouse cluster: a proxy that speaks the nodes' own HTTP. The room's door.
public final class Guard implements AutoCloseable {
    private static final int MAX_ADDRESS = 1 << 20;
    private static final int MAX_REQUESTS = 4_096;
    private static final int IDLE_MILLIS = 3_600_000;
    private static final long TICK_MILLIS = 250;

    /// What was learnt is written down each minute.
    private static final long TICKS_TO_KEEP = 240;

    private static final long TICKS_TO_REMEMBER = MemoryLog.STEP.toMillis() / TICK_MILLIS;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final GuardSettings settings;
    private final Works works;
    private final Optional<ForecastFile> kept;
    private final Forecasts forecasts;
    private final MemoryLog memory = new MemoryLog();
    private final Server server;
    private final ServerConnector connector;
    private final List<Thread> threads = new ArrayList<>();
    private final Optional<PartKeeper> parts;
    private final Optional<QuarantineTalk> talk;
    private final Isolation isolation;

    /// Nothing listens yet.
    ///
    /// @throws IllegalArgumentException when the sizes do not fit together, or none was given and
    ///   none can be found
    public Guard(GuardSettings given, InstantSource clock) {
        this(given, new Blame(), clock);
    }

    /// As the other, with whom it tells what queries took.
    ///
    /// @throws IllegalArgumentException when the sizes do not fit together, or none was given and
    ///   none can be found
    public Guard(GuardSettings given, Blame blame, InstantSource clock) {
        this(given, blame, Optional.empty(), clock);
    }

    /// As the other, before nodes that other guards stand before too.
    ///
    /// @param sharing empty when it stands alone
    /// @throws IllegalArgumentException when the sizes do not fit together, or none was given and
    ///   none can be found
    public Guard(
            GuardSettings given, Blame blame, Optional<SharedNodes> sharing, InstantSource clock) {
        this.settings = given.with(given.limit() > 0 ? 0 : Workshop.found(given));
        this.kept = settings.folder().map(ForecastFile::new);
        this.forecasts = kept.map(file -> file.read(clock.instant())).orElseGet(Forecasts::new);
        Portions portions =
                sharing.map(one ->
                                Portions.shared(
                                        PartTerms.standard(),
                                        one.guard(),
                                        one.home(),
                                        System::nanoTime))
                        .orElseGet(Portions::alone);
        this.works =
                Workshop.works(
                        settings, forecasts, new Uses(blame, new Releases()), portions, clock);
        this.parts =
                sharing.map(
                        one -> new PartKeeper(one.table(), portions, works.gate(), works.nodes()));
        this.talk =
                sharing.map(one ->
                        new QuarantineTalk(
                                one.quarantines(),
                                works.nodes().stream().map(node -> node.node().name()).toList(),
                                works.controls(),
                                clock));
        this.isolation = new Isolation(settings.quarantine(), works.controls(), blame);
        this.server = new Server(threads());
        this.connector =
                new ServerConnector(server, 1, 2, new HttpConnectionFactory(configuration()));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new GuardHandler(works));
    }

    private static QueuedThreadPool threads() {
        var virtual = new VirtualThreadPool(MAX_REQUESTS);
        virtual.setName("guard-request");
        var threads = new QueuedThreadPool(16, 4);
        threads.setName("guard");
        threads.setVirtualThreadsExecutor(virtual);
        threads.addBean(virtual);
        return threads;
    }

    private static HttpConfiguration configuration() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setHeaderCacheCaseSensitive(true);
        http.setRequestHeaderSize(MAX_ADDRESS);
        return http;
    }

    /// Looks at the nodes once, then listens.
    ///
    /// @throws IllegalStateException when the port is taken
    public void start() {
        try {
            for (NodeKeeper node : works.nodes()) {
                node.look();
            }
            server.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The guard was interrupted at its start", e);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The guard cannot listen on %s:%d: %s"
                            .formatted(connector.getHost(), connector.getPort(), e.getMessage()),
                    e);
        }
        for (NodeKeeper node : works.nodes()) {
            threads.add(
                    Thread.ofVirtual().name("guard-node-" + node.node().name()).start(node::keep));
        }
        parts.ifPresent(
                one -> threads.add(Thread.ofVirtual().name("guard-parts").start(one::keep)));
        talk.ifPresent(
                one -> threads.add(Thread.ofVirtual().name("guard-quarantine").start(one::keep)));
        threads.add(Thread.ofVirtual().name("guard-rows").start(works.rows()::keep));
        threads.add(Thread.ofVirtual().name("guard-tick").start(this::tick));
    }

    /// Deadlines come although nothing else happens.
    private void tick() {
        try {
            for (long ticks = 1; true; ticks++) {
                Thread.sleep(TICK_MILLIS);
                works.gate().tick();
                works.watching().tick();
                if (ticks % TICKS_TO_REMEMBER == 0) {
                    remember();
                }
                if (ticks % TICKS_TO_KEEP == 0) {
                    keep();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Writes down what each node has in memory.
    void remember() {
        Instant now = works.clock().instant();
        AdmissionState state = works.gate().state();
        for (NodeKeeper node : works.nodes()) {
            GuardStatus.NodeStatus seen = node.status(state);
            memory.add(
                    seen.name(),
                    new MemoryLog.Point(now, seen.resident(), seen.reserved(), seen.budget()));
        }
    }

    /// Memory of each node over the last hour.
    public List<MemoryLog.NodeMemory> memory() {
        return works.nodes().stream()
                .map(node -> memory.of(node.node().name(), settings.limit()))
                .toList();
    }

    private void keep() {
        kept.ifPresent(file -> file.write(forecasts));
    }

    /// As it was set up, with what was found out.
    public GuardSettings settings() {
        return settings;
    }

    /// Where it listens.
    public int port() {
        return connector.getLocalPort();
    }

    AdmissionState state() {
        return works.gate().state();
    }

    /// Queries that wait for another's answer.
    int followers() {
        return works.answers().followers();
    }

    /// One look at each node, now.
    void look() throws InterruptedException {
        for (NodeKeeper node : works.nodes()) {
            node.look();
        }
    }

    /// Counts the rows of all tables, now.
    void count() throws InterruptedException {
        works.rows().read();
    }

    /// What it tells of itself.
    public GuardStatus status() {
        Instant now = works.clock().instant();
        AdmissionState state = works.gate().state();
        List<GuardStatus.RunningQuery> running =
                works.nodes().stream()
                        .flatMap(node -> works.flights().on(node.node().name()).stream())
                        .sorted(Comparator.comparingLong(Flight::cap).reversed())
                        .map(flight -> flight.status(forecasts, now))
                        .toList();
        return new GuardStatus(
                works.controls().now(),
                now,
                works.nodes().stream().map(node -> node.status(state)).toList(),
                state.waiting().size(),
                queue(state, now),
                running.size(),
                running.subList(0, Math.min(GuardStatus.SHOWN, running.size())),
                forecasts.forms(),
                FormStatus.of(
                        works.uses().releases().heaviest(WINDOW, Releases.MOST, now),
                        forecasts::last,
                        GuardStatus.SHOWN),
                works.tally().counts(works.kills().done()),
                ReleasesStatus.of(works.uses(), now),
                isolation.suggested(now));
    }

    private static List<GuardStatus.WaitingQuery> queue(AdmissionState state, Instant now) {
        return state.waiting().stream()
                .limit(GuardStatus.SHOWN)
                .map(one ->
                        new GuardStatus.WaitingQuery(
                                one.ask().id(),
                                one.ask().flow().user(),
                                one.ask().flow().feature(),
                                one.ask().lane().name(),
                                one.ask().bytes(),
                                Duration.between(one.arrived(), now).toMillis()))
                .toList();
    }

    /// Takes down which forms of reads come by, when told to.
    public WorkloadCapture capture() {
        return works.capture();
    }

    /// Who sends the heavy queries. To be looked at by one alone: a [BlameAlarms] or a [BlameLog].
    public Blame blame() {
        return works.uses().blame();
    }

    /// What people switch.
    public Controls controls() {
        return works.controls().now();
    }

    /// From now on it does so much.
    public void mode(Controls.Mode mode) {
        works.controls().change(now -> now.switched(mode));
    }

    /// Lets nothing new in, or lets it in again.
    public void drain(boolean on) {
        works.controls().change(now -> now.draining(on));
    }

    /// Keeps queries out for a while.
    ///
    /// @throws IllegalArgumentException when it names nothing, ends too late or in the past, or
    ///   there are too many
    public void block(Controls.Block block) {
        works.controls().change(now -> now.with(block, works.clock().instant()));
    }

    /// Ends a block before its time; does nothing when there is none.
    public void unblock(Controls.By by, String value) {
        works.controls().change(now -> now.without(by, value, works.clock().instant()));
    }

    /// Holds queries apart for a while.
    ///
    /// @param feature of which alone; empty for any
    /// @throws IllegalArgumentException when it names nothing, ends too late or in the past, or
    ///   there are too many
    public void isolate(
            Controls.By of, String value, Optional<String> feature, String why, Instant until) {
        Instant now = works.clock().instant();
        var one = new Quarantine(of, value, feature, why, now, until, Quarantine.Who.PERSON, false);
        works.controls().change(is -> is.with(one, now));
    }

    /// Lets them run with the others again; does nothing when they do.
    ///
    /// @param feature of which alone; empty for any
    public void takeOut(Controls.By of, String value, Optional<String> feature) {
        works.controls().change(now -> now.takenOut(of, value, feature, works.clock().instant()));
    }

    /// Puts into quarantine who stands accused, if the guard is to do so by itself. To be called
    /// every few seconds.
    ///
    /// @return what it has put in now
    public List<Quarantine> isolateAccused() {
        return isolation.look(works.clock().instant());
    }

    /// Lets heavy queries in again that stay out because a node died twice.
    public void letHeavyIn() {
        works.nodes().forEach(NodeKeeper::letHeavyIn);
    }

    /// Ends a query. Who waits is told that it was; who runs is ended at the node.
    ///
    /// @throws NotFound when neither waits nor runs any such query
    public void cancel(String query) {
        if (works.gate().cancel(query) || works.answers().cancel(query)) {
            return;
        }
        Flight flight = works.flights().of(query).orElseThrow(() -> new NotFound("query", query));
        works.kills().order(query, works.node(flight.node()).node(), flight.credentials());
    }

    /// Does what a person tells it.
    ///
    /// @throws IllegalArgumentException when a block is none that may be
    /// @throws NotFound when there is no such query
    public void carryOut(GuardOrder order) {
        switch (order) {
            case GuardOrder.Become(Controls.Mode mode) -> mode(mode);
            case GuardOrder.Drain(boolean on) -> drain(on);
            case GuardOrder.Block(Controls.By by, String value, String why, Instant until) ->
                    block(new Controls.Block(by, value, why, until));
            case GuardOrder.Unblock(Controls.By by, String value) -> unblock(by, value);
            case GuardOrder.Isolate(
                            Controls.By by,
                            String value,
                            Optional<String> feature,
                            String why,
                            Instant until) ->
                    isolate(by, value, feature, why, until);
            case GuardOrder.TakeOut(Controls.By by, String value, Optional<String> feature) ->
                    takeOut(by, value, feature);
            case GuardOrder.LetHeavyIn() -> letHeavyIn();
            case GuardOrder.Cancel(String query) -> cancel(query);
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        Optional<Map<String, Long>> running = parts.map(PartKeeper::close);
        works.kills().close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The guard did not stop", e);
        } finally {
            keep();
            running.ifPresent(caps -> parts.ifPresent(one -> one.leave(caps)));
            works.nodes().forEach(node -> node.node().upstream().close());
        }
    }
}
