package dev.bellwether.bench;

import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.incident.Services;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Client;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.People;
import dev.bellwether.people.PeopleSettings;
import dev.bellwether.people.SealedSecrets;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Networks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/// Bellwether as it is served, in a process of its own, with thousands of checks and the whole
/// catalogue of providers to poll, and an owner who may sign in.
final class ScaleOurs implements AutoCloseable {
    static final String EMAIL = "ada@bench.example";
    static final String PASSWORD = "correct horse battery 9";

    private static final Actor BY = Actor.automation("bench", "watch-scale");

    private final Process process;
    private final URI address;

    /// @param options for the virtual machine
    ScaleOurs(Path data, Path catalogue, List<String> options) throws IOException {
        this(
                data,
                options,
                Map.of(
                        "BELLWETHER_WATCH_PROVIDERS",
                        "all",
                        "BELLWETHER_WATCH_CATALOGUE",
                        catalogue.toString()));
    }

    /// @param more settings, as environment variables
    ScaleOurs(Path data, List<String> options, Map<String, String> more) throws IOException {
        int port = freePort();
        this.address = URI.create("http://127.0.0.1:" + port);
        var builder =
                JavaChild.program(options, List.of("serve"))
                        .directory(data.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolve("serve.log").toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "BELLWETHER_DATA",
                                data.toString(),
                                "BELLWETHER_SERVER_HOST",
                                "127.0.0.1",
                                "BELLWETHER_SERVER_PORT",
                                Integer.toString(port),
                                "BELLWETHER_SERVER_URL",
                                address.toString(),
                                "BELLWETHER_WATCH_ALLOW_PRIVATE",
                                "127.0.0.0/8"));
        builder.environment().putAll(more);
        this.process = builder.start();
    }

    /// One service and one HTTP check a target, at many hosts.
    static void fill(Path data, int checks, Targets farm, Duration interval) throws IOException {
        Files.createDirectories(data);
        fill(
                StoreSettings.sqlite(data.resolve("bellwether.db")),
                data,
                checks,
                farm::addressOfMany,
                interval);
    }

    /// @param target the address of each check
    static void fill(
            StoreSettings where,
            Path data,
            int checks,
            IntFunction<String> target,
            Duration interval) {
        InstantSource clock = InstantSource.system();
        try (Store store = Store.open(where, clock)) {
            var key = InstanceKey.open(data.resolve("secret.key"));
            var people = new People(store, clock, key, PeopleSettings.defaults());
            var link = people.invitations().firstStart().orElseThrow();
            people.invitations()
                    .accept(
                            link.token(),
                            new Acceptance("Ada", EMAIL, PASSWORD),
                            new Client("127.0.0.1", "bench"));
            var services = new IncidentRoom(store).services();
            var all =
                    new Checks(
                            store,
                            Networks.all(),
                            (organization, provider) -> false,
                            new SealedSecrets(key));
            // Many at once: SQLite commits in groups; PostgreSQL has eight connections.
            int atOnce = store.isShared() ? 8 : 256;
            try (var threads = Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
                for (int i = 0; i < checks; i++) {
                    int n = i;
                    threads.execute(() -> save(services, all, n, target.apply(n), interval));
                }
            }
        }
    }

    private static void save(
            Services services, Checks all, int n, String address, Duration interval) {
        var service = new ServiceId("target%05d".formatted(n));
        String name = "Target %05d".formatted(n);
        services.save(
                new Service(
                        service,
                        People.DEFAULT,
                        name,
                        "",
                        IncidentPolicy.DEFAULT,
                        Optional.empty()),
                BY);
        all.save(
                new Check(
                        new CheckId("check%05d".formatted(n)),
                        People.DEFAULT,
                        service,
                        name,
                        CheckSpec.Http.get(address),
                        interval,
                        Check.DEFAULT_TIMEOUT,
                        Optional.empty(),
                        Status.MAJOR_OUTAGE,
                        Check.Recovery.DEFAULT,
                        List.of(),
                        false),
                BY);
    }

    URI address() {
        return address;
    }

    ProcessMeter meter() {
        return new ProcessMeter(process.pid());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// As `kill -9` does.
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
