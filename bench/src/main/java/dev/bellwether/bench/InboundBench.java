package dev.bellwether.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// How many PagerDuty-shaped events a second are accepted durably: the whole program on SQLite in a
/// process of its own, [InboundLoad] in another. First each event is a new alert, and what was
/// accepted is then decided to its end; then each says again what is open. At the last answer, with
/// most of them waiting to be decided, the program is killed (SIGKILL), started again, and has to
/// decide every event that was accepted. While the bursts last, teams that are not in them are
/// paged ([QuietTeams]). At last the console and the API show the list of open alerts.
///
/// Beside it Debian's Alertmanager, which gets one alert a request by its API v2. It keeps alerts
/// in memory and answers before anything is on disk: what it is asked for is less.
///
/// `-Dbellwether.inbound.alerts` (20000) makes it smaller.
public final class InboundBench {
    private static final int SENDERS = 20;
    private static final int CONNECTIONS = 256;
    private static final int WARM = 10_000;
    private static final double BAR_A_SECOND = 5_000;
    private static final double BAR_LIST_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int LOOKS = 60;
    private static final String UNOPENED =
            """
            SELECT (SELECT count(*) FROM inbound_alert WHERE open)
                - (SELECT count(*) FROM alert WHERE open)
            """;

    /// Teams that are not in the burst, of each of the two runs.
    private static final int QUIET = 60;

    private final PrintStream out;
    private final Path data;
    private final PagingHouse house;
    private final PageTap tap;
    private final int alerts;

    private InboundBench(PrintStream out, Path data, PagingHouse house, PageTap tap, int alerts) {
        this.out = out;
        this.data = data;
        this.tap = tap;
        this.house = house;
        this.alerts = alerts;
    }

    /// What a run of the generator came to.
    ///
    /// @param cpu seconds of processor time of the generator
    /// @param ours seconds of processor time of the program that was sent to
    private record Load(
            int accepted,
            int refused,
            double seconds,
            double cpu,
            double p50,
            double p99,
            double ours) {
        double aSecond() {
            return accepted / seconds;
        }
    }

    /// @return 0 when the bar holds, 1 when it does not
    public static int run(PrintStream out) {
        Quiet.logs();
        int alerts = Integer.getInteger("bellwether.inbound.alerts", 20_000);
        try {
            Path directory = Files.createTempDirectory("inbound");
            try (var tap = new PageTap();
                    var house = new PagingHouse(directory, SENDERS + 2 * QUIET, tap.address())) {
                return new InboundBench(out, directory, house, tap, alerts).measure();
            } finally {
                PageLost.remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What waited to be decided at the last answer, and how long the rest took.
    private record Rest(int waiting, double seconds) {
        double aSecond() {
            return waiting / seconds;
        }
    }

    private int measure() throws IOException {
        out.println("load of the machine before: " + WatchScale.load());
        int accepted = ours(WARM, 100).accepted();
        decideAll();
        var quiet = new QuietTeams(house, tap, SENDERS, QUIET);
        Load fresh = ours(alerts, alerts);
        accepted += quiet.stop();
        Rest rest = decideAll();
        List<Double> pages = quiet.pages();
        quiet = new QuietTeams(house, tap, SENDERS + QUIET, QUIET);
        Load again = ours(alerts, alerts);
        accepted += quiet.stop() + fresh.accepted() + again.accepted();
        int waited = waiting();
        house.killAndStart();
        decideAll();
        int kept = count("SELECT count(*) FROM inbound_delivery WHERE NOT refused");
        int open = open();
        double console = consoleList();
        double api = apiList();
        Optional<Load> rival = rival();
        out.printf(
                Locale.ROOT,
                "%n%-44s %10s %8s %8s %12s %12s%n",
                "events by " + CONNECTIONS + " connections",
                "a second",
                "p50 ms",
                "p99 ms",
                "its CPU µs",
                "sender's µs");
        row("Bellwether, each a new alert, durable", fresh);
        row("Bellwether, each said again, durable", again);
        rival.ifPresentOrElse(
                load -> row("Alertmanager, each a new alert, in memory", load),
                () -> out.println("Alertmanager is not on this machine"));
        out.printf(
                Locale.ROOT,
                """
                %nof the new alerts %,d waited at the last answer; the rest was decided and open after %.1f s (%,.0f a second)
                page of a team that is not in it while it lasts, seconds: median %.2f, p95 %.2f, worst %.2f (%d pages)
                killed with %,d of %,d events still to be decided; after it %,d were decided and %,d alerts open
                list of alerts, p95 ms: console %.1f, API %.1f; load after: %s
                """,
                rest.waiting(),
                rest.seconds(),
                rest.aSecond(),
                PageIdle.at(pages, 0.5),
                PageIdle.at(pages, 0.95),
                PageIdle.at(pages, 1),
                pages.size(),
                waited,
                accepted,
                kept,
                open,
                console,
                api,
                WatchScale.load());
        double slowest = Math.min(fresh.aSecond(), again.aSecond());
        double list = Math.max(console, api);
        boolean holds =
                slowest >= BAR_A_SECOND
                        && fresh.refused() + again.refused() == 0
                        && kept == accepted
                        && open >= alerts
                        && list < BAR_LIST_MILLIS;
        out.printf(
                Locale.ROOT,
                "bar inbound: %s (%,.0f events a second of %,.0f, %d refused, %,d of %,d events after SIGKILL, list"
                        + " %.1f ms of %.0f with %,d open)%n",
                holds ? "holds" : "falls short",
                slowest,
                BAR_A_SECOND,
                fresh.refused() + again.refused(),
                kept,
                accepted,
                list,
                BAR_LIST_MILLIS,
                open);
        return holds ? 0 : 1;
    }

    private void row(String name, Load load) {
        out.printf(
                Locale.ROOT,
                "%-44s %,10.0f %8.1f %8.1f %12.0f %12.0f%n",
                name,
                load.aSecond(),
                load.p50(),
                load.p99(),
                load.ours() / load.accepted() * 1e6,
                load.cpu() / load.accepted() * 1e6);
    }

    private Load ours(int events, int distinct) throws IOException {
        return send(
                house.port(),
                "/v2/enqueue",
                String.join(",", house.keys().subList(0, SENDERS)),
                events,
                distinct,
                house.meter());
    }

    private static Load send(
            int port, String path, String keys, int events, int distinct, ProcessMeter meter)
            throws IOException {
        double before = meter.cpuSeconds();
        Process sender =
                JavaChild.command(
                                InboundLoad.class.getName(),
                                List.of("-Xmx128m"),
                                List.of(
                                        "" + port,
                                        path,
                                        keys,
                                        "" + CONNECTIONS,
                                        "" + events,
                                        "" + distinct))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = new String(sender.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        double ours = meter.cpuSeconds() - before;
        String[] words = said.strip().split(" ", -1);
        if (words.length != 6) {
            throw new IOException("The generator said: '" + said + "'");
        }
        return new Load(
                Integer.parseInt(words[0]),
                Integer.parseInt(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]),
                Double.parseDouble(words[4]),
                Double.parseDouble(words[5]),
                ours);
    }

    /// Waits until nothing waits to be decided, and every alert of it is open with on-call.
    private Rest decideAll() throws IOException {
        int waiting = waiting();
        long begun = System.nanoTime();
        while (waiting() > 0 || count(UNOPENED) > 0) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                break;
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
        return new Rest(waiting, (System.nanoTime() - begun) / 1e9);
    }

    private int waiting() throws IOException {
        return count("SELECT count(*) FROM inbound_waiting");
    }

    /// On-call's own alerts, as the console lists them.
    private int open() throws IOException {
        return count("SELECT count(*) FROM alert WHERE open");
    }

    private int count(String sql) throws IOException {
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:file:" + data.resolve("bellwether.db") + "?mode=ro");
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private double consoleList() throws IOException {
        try (var visitor = new ConsoleVisitor(house.address())) {
            while (!visitor.isUp() || !visitor.signIn(ScaleOurs.EMAIL, ScaleOurs.PASSWORD)) {
                LockSupport.parkNanos(200_000_000);
            }
            for (int i = 0; i < LOOKS; i++) {
                visitor.look("/console/alerts");
            }
            visitor.forget();
            for (int i = 0; i < LOOKS; i++) {
                visitor.look("/console/alerts");
            }
            return visitor.millis()
                    .getOrDefault("/console/alerts", List.of())
                    .get((int) (LOOKS * 0.95));
        }
    }

    private double apiList() throws IOException {
        var millis = new ArrayList<Double>();
        for (int i = 0; i < 2 * LOOKS; i++) {
            long begun = System.nanoTime();
            house.alerts();
            if (i >= LOOKS) {
                millis.add((System.nanoTime() - begun) / 1e6);
            }
        }
        return PageIdle.at(millis.stream().sorted().toList(), 0.95);
    }

    private Optional<Load> rival() throws IOException {
        Optional<String> program = Program.find("prometheus-alertmanager");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Path directory = Files.createDirectories(data.resolve("rival"));
        Files.writeString(
                directory.resolve("alertmanager.yml"),
                """
                route: {receiver: nobody, group_by: [alertname], group_wait: 30s}
                receivers: [{name: nobody}]
                """);
        int port = ScaleOurs.freePort();
        Process rival =
                new ProcessBuilder(
                                program.get(),
                                "--config.file=alertmanager.yml",
                                "--storage.path=" + directory,
                                "--cluster.listen-address=",
                                "--web.listen-address=127.0.0.1:" + port)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
        try {
            awaitPort(port, rival);
            var meter = new ProcessMeter(rival.pid());
            send(port, "/api/v2/alerts", "-", WARM, 100, meter);
            return Optional.of(send(port, "/api/v2/alerts", "-", alerts, alerts, meter));
        } finally {
            rival.destroy();
            rival.onExit().join();
        }
    }

    private static void awaitPort(int port, Process process) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try (var socket =
                    new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw e;
                }
                LockSupport.parkNanos(100_000_000);
            }
        }
    }
}
