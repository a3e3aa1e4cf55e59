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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// How many PagerDuty-shaped events a second are accepted durably: the whole program on SQLite in a
/// process of its own, [InboundLoad] in another. First each event is a new alert, then each says
/// again what is open. The program is then killed (SIGKILL), started again, and has to have every
/// alert whose event was accepted; and the console shows the list of alerts.
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

    private final PrintStream out;
    private final Path data;
    private final PagingHouse house;
    private final int alerts;

    private InboundBench(PrintStream out, Path data, PagingHouse house, int alerts) {
        this.out = out;
        this.data = data;
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
                    var house = new PagingHouse(directory, SENDERS, tap.address())) {
                return new InboundBench(out, directory, house, alerts).measure();
            } finally {
                PageLost.remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int measure() throws IOException {
        out.println("load of the machine before: " + WatchScale.load());
        ours(WARM, 100);
        Load fresh = ours(alerts, alerts);
        Load again = ours(2 * alerts, alerts);
        house.killAndStart();
        int wanted = alerts;
        int kept = awaitDecided(wanted);
        double list = list();
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
                "%nafter SIGKILL %,d of %,d alerts; console's list of alerts p99 %.1f ms; load after: %s%n%n",
                kept,
                wanted,
                list,
                WatchScale.load());
        double slowest = Math.min(fresh.aSecond(), again.aSecond());
        boolean holds =
                slowest >= BAR_A_SECOND
                        && fresh.refused() + again.refused() == 0
                        && kept == wanted
                        && list < BAR_LIST_MILLIS;
        out.printf(
                Locale.ROOT,
                "bar inbound: %s (%,.0f events a second of %,.0f, %d refused, %,d of %,d alerts after SIGKILL, list"
                        + " %.1f ms of %.0f)%n",
                holds ? "holds" : "falls short",
                slowest,
                BAR_A_SECOND,
                fresh.refused() + again.refused(),
                kept,
                wanted,
                list,
                BAR_LIST_MILLIS);
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
                String.join(",", house.keys()),
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

    /// Waits until nothing waits to be decided. How many of the measured alerts are open.
    private int awaitDecided(int wanted) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (count("SELECT count(*) FROM inbound_waiting") > 0 || open() < wanted) {
            if (System.nanoTime() > end) {
                break;
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        return open();
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

    private double list() throws IOException {
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
                    .get((int) (LOOKS * 0.99));
        }
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
