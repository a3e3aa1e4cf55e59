package dev.bellwether.server;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.store.Ports;
import dev.bellwether.watch.Checks;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "A full disk or a locked database is said on the console and in the metrics; checks and pages go
/// on from memory, and what could not be written is written later": the whole program, its database
/// taken away in the middle of its work and given back, without a restart.
class TheDatabaseIsGoneTest {
    private static final String SPOKEN = "The database cannot be used since";

    /// A database that can be taken away.
    private interface Base {
        void take() throws Exception;

        void giveBack() throws Exception;

        /// Whether it can be read while it is taken away.
        boolean isReadable();
    }

    @Test
    void aLockedSqliteFile(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        try (var booted = new Booted(data, settings(Map.of()))) {
            String file = "jdbc:sqlite:" + DataDirectory.database(data);
            try (Connection other = DriverManager.getConnection(file)) {
                tell(booted, new LockedFile(other));
            }
        }
    }

    private record LockedFile(Connection other) implements Base {
        @Override
        public void take() throws Exception {
            try (var statement = other.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 30000");
                statement.execute("BEGIN IMMEDIATE");
            }
        }

        @Override
        public void giveBack() throws Exception {
            try (var statement = other.createStatement()) {
                statement.execute("ROLLBACK");
            }
        }

        @Override
        public boolean isReadable() {
            return true;
        }
    }

    /// All that the program writes is on it: the history of results and the pages too.
    @Test
    void aDiskThatIsFull(@TempDir Path folder) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString()) == 0,
                "needs the right to mount a small disk");
        try (var booted = new Booted(disk.resolve("data"), settings(Map.of()))) {
            tell(booted, new FullDisk(disk));
            Booted.until(
                    "results are written too",
                    () -> booted.assembly.rooms().history().health().waiting() == 0);
            assertThat(booted.assembly.rooms().history().health().lost()).isZero();
            assertThat(booted.assembly.rooms().history().trouble()).isEmpty();
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    /// Somebody else takes whatever room there is, also what is given back meanwhile.
    private static final class FullDisk implements Base {
        private final Path disk;
        private final Path filler;
        private volatile boolean taken;
        private Thread filling = Thread.ofVirtual().unstarted(() -> {});

        FullDisk(Path disk) {
            this.disk = disk;
            this.filler = disk.resolve("filler");
        }

        @Override
        public void take() throws Exception {
            String file = "jdbc:sqlite:" + DataDirectory.database(disk.resolve("data"));
            try (Connection other = DriverManager.getConnection(file);
                    var statement = other.createStatement()) {
                // So that there is no room left inside of its log.
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            taken = true;
            var full = new CountDownLatch(1);
            filling = Thread.ofPlatform().daemon().start(() -> fill(full));
            full.await();
        }

        private void fill(CountDownLatch full) {
            while (taken) {
                try (var out = Files.newOutputStream(filler, CREATE, APPEND)) {
                    while (taken) {
                        out.write(new byte[4_096]);
                    }
                } catch (IOException e) {
                    full.countDown();
                    LockSupport.parkNanos(10_000_000);
                }
            }
        }

        @Override
        public void giveBack() throws Exception {
            taken = false;
            filling.join();
            Files.delete(filler);
        }

        @Override
        public boolean isReadable() {
            return true;
        }
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void aPostgresqlThatIsStopped(@TempDir Path folder) throws Exception {
        var server = new StoppedServer(Files.createDirectory(folder.resolve("postgres")));
        try (server;
                var booted = new Booted(folder.resolve("data"), settings(server.settings()))) {
            tell(booted, server);
        }
    }

    private static final class StoppedServer implements Base, AutoCloseable {
        private final Path data;
        private final int port;
        private EmbeddedPostgres running;

        StoppedServer(Path data) throws Exception {
            this.data = data;
            this.port = Ports.free();
            this.running = start(port);
        }

        private EmbeddedPostgres start(int port) throws Exception {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .start();
        }

        Map<String, String> settings() {
            return Map.of(
                    "BELLWETHER_STORE_URL",
                    running.getJdbcUrl("postgres", "postgres"),
                    "BELLWETHER_STORE_USER",
                    "postgres",
                    "BELLWETHER_STORE_PASSWORD",
                    "postgres");
        }

        @Override
        public void take() throws Exception {
            running.close();
        }

        @Override
        public void giveBack() throws Exception {
            running = start(port);
        }

        @Override
        public boolean isReadable() {
            return false;
        }

        @Override
        public void close() throws Exception {
            running.close();
        }
    }

    private static Map<String, String> settings(Map<String, String> more) {
        var all = new java.util.HashMap<>(more);
        all.put("BELLWETHER_WATCH_ALLOW_PRIVATE", "true");
        return all;
    }

    private static void tell(Booted booted, Base base) throws Exception {
        var answer = new AtomicInteger(200);
        var asked = new AtomicInteger();
        HttpServer shop = shop(answer, asked);
        try {
            Principal owner = booted.owner("olga@example.com");
            Check check = setUp(booted, owner, shop.getAddress().getPort());
            String token =
                    booted.assembly
                            .rooms()
                            .people()
                            .tokens()
                            .issue(
                                    owner,
                                    "test",
                                    Set.of(Scope.READ, Scope.RESPOND),
                                    Optional.empty())
                            .secret();
            signIn(booted);
            assertThat(booted.get("/console").body()).contains("Shop").doesNotContain(SPOKEN);
            Booted.until("all is well", () -> isOnPage(booted, "\"indicator\":\"none\""));
            Booted.until("the check is up", () -> state(booted, check) == CheckState.UP);
            assertThat(booted.get("/health/ready").statusCode()).isEqualTo(200);

            base.take();
            refusesToWrite(booted, token, base);
            booted.clock.move(Duration.ofSeconds(90));
            speaksOfIt(booted);
            pageGoesOnWithItsAge(booted);

            int before = asked.get();
            long results = results(booted);
            answer.set(503);
            Booted.until("it is decided", () -> state(booted, check) == CheckState.DOWN);
            assertThat(asked.get()).as("probes go on").isGreaterThan(before);
            Booted.until("results are kept", () -> results(booted) > results);
            Booted.until("the verdict waits", () -> figure(booted, "verdicts_pending") > 0);
            assertThat(isOnPage(booted, "\"indicator\":\"none\"")).as("not told yet").isTrue();

            base.giveBack();
            Booted.until("it is on the page", () -> isOnPage(booted, "\"impact\":\"critical\""));
            isWellAgain(booted, owner, check);
        } finally {
            shop.stop(0);
        }
    }

    private static void refusesToWrite(Booted booted, String token, Base base) throws Exception {
        var refused =
                booted.api(
                        token,
                        "POST",
                        "/api/v1/incidents",
                        "{\"name\":\"Slow\",\"body\":\"Looking\"}");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(booted.api(token, "GET", "/api/v1/incidents", "").statusCode())
                .isEqualTo(base.isReadable() ? 200 : 503);
    }

    private static void speaksOfIt(Booted booted) throws Exception {
        assertThat(booted.get("/health").statusCode()).isEqualTo(200);
        var ready = booted.get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"name\":\"database\",\"well\":false,\"says\":\"since ");
        assertThat(figure(booted, "store_up")).isZero();
        assertThat(figure(booted, "store_failures_total")).isPositive();
        assertThat(figure(booted, "verdicts_lost_total")).isZero();
        var console = booted.get("/console");
        assertThat(console.statusCode()).isEqualTo(200);
        assertThat(console.body()).contains(SPOKEN).contains("Shop");
        assertThat(booted.get("/console/incidents").body()).contains(SPOKEN);
    }

    private static void pageGoesOnWithItsAge(Booted booted) throws Exception {
        var page = booted.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Shop");
        assertThat(page.headers().firstValueAsLong("Age").orElse(0)).isGreaterThan(60);
        Booted.until(
                "the page says its age",
                () -> booted.get("/").body().contains("class=\"stale\" role=\"status\""));
    }

    private static void isWellAgain(Booted booted, Principal owner, Check check) throws Exception {
        var rooms = booted.assembly.rooms();
        assertThat(rooms.incidents().incidents().open(owner.organization()))
                .singleElement()
                .satisfies(i -> assertThat(i.status()).isNotEqualTo(IncidentStatus.RESOLVED))
                .satisfies(i -> assertThat(i.affected()).containsKey(check.service()));
        assertThat(
                        rooms.verdicts()
                                .current(owner.organization(), check.id())
                                .orElseThrow()
                                .status())
                .isEqualTo(Status.MAJOR_OUTAGE);
        assertThat(booted.get("/").body()).doesNotContain("class=\"stale\"");
        assertThat(booted.get("/").headers().firstValue("Age")).isEmpty();
        assertThat(figure(booted, "store_up")).isOne();
        assertThat(figure(booted, "verdicts_pending")).isZero();
        assertThat(figure(booted, "verdicts_lost_total")).isZero();
        assertThat(booted.get("/console").body()).doesNotContain(SPOKEN);
        assertThat(booted.get("/health/ready").statusCode()).isEqualTo(200);
    }

    private static HttpServer shop(AtomicInteger answer, AtomicInteger asked) throws Exception {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.incrementAndGet();
                    exchange.sendResponseHeaders(answer.get(), -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    /// A service with a page, a check of its own, and one that follows a provider: that must not
    /// hold up the other.
    private static Check setUp(Booted booted, Principal owner, int port) {
        Rooms rooms = booted.assembly.rooms();
        var services = rooms.incidents().services();
        var service =
                services.save(
                        new Service(
                                services.newId(),
                                owner.organization(),
                                "Shop",
                                "",
                                IncidentPolicy.DEFAULT,
                                Optional.empty()),
                        owner.actor());
        var cloud =
                services.save(
                        new Service(
                                services.newId(),
                                owner.organization(),
                                "Cloud",
                                "",
                                IncidentPolicy.DEFAULT,
                                Optional.empty()),
                        owner.actor());
        var item =
                new PageSpec.Item(
                        Optional.empty(),
                        service.id(),
                        "Shop",
                        "",
                        Optional.empty(),
                        true,
                        false,
                        Optional.empty());
        rooms.pages()
                .create(
                        owner.organization(),
                        PageSpec.named("shop", "Shop status")
                                .withMain(true)
                                .withComponents(List.of(), List.of(item)),
                        owner.actor());
        ProviderId provider =
                rooms.providers()
                        .list(owner.organization(), Optional.empty(), 1)
                        .items()
                        .getFirst()
                        .id();
        rooms.checks()
                .save(
                        check(
                                owner,
                                cloud,
                                "Cloud",
                                new CheckSpec.ProviderPage(provider, Optional.empty())),
                        owner.actor());
        return rooms.checks()
                .save(
                        check(
                                owner,
                                service,
                                "Front page",
                                CheckSpec.Http.get("http://127.0.0.1:" + port + "/")),
                        owner.actor());
    }

    private static Check check(Principal owner, Service service, String name, CheckSpec spec) {
        return new Check(
                Checks.newId(),
                owner.organization(),
                service.id(),
                name,
                spec,
                Duration.ofSeconds(5),
                Duration.ofSeconds(4),
                Optional.empty(),
                Status.MAJOR_OUTAGE,
                new Check.Recovery(1, Duration.ofSeconds(1)),
                List.of(),
                false);
    }

    private static void signIn(Booted booted) throws Exception {
        var form = booted.get("/console/sign-in");
        var answer =
                booted.post(
                        "/console/sign-in",
                        Booted.hidden(form.body())
                                + "&email=olga%40example.com&password=correct+horse+battery+9");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private static boolean isOnPage(Booted booted, String text) throws Exception {
        var summary = booted.get("/api/v2/summary.json");
        return summary.statusCode() == 200 && summary.body().replace(" ", "").contains(text);
    }

    private static CheckState state(Booted booted, Check check) {
        return booted.assembly
                .rooms()
                .watch()
                .state(check.organization(), check.id())
                .map(s -> s.phase())
                .orElse(CheckState.UNKNOWN);
    }

    private static long results(Booted booted) {
        var health = booted.assembly.rooms().history().health();
        return health.written() + health.waiting();
    }

    private static double figure(Booted booted, String name) throws Exception {
        return booted.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("bellwether_" + name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
