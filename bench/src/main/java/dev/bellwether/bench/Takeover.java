package dev.bellwether.bench;

import dev.bellwether.store.StoreSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Two nodes on one PostgreSQL, one of them killed with SIGKILL under load, again and again: the
/// nodes take turns to die. Each time a wave of services fails shortly before, so that the kill
/// falls into confirm bursts, incidents, pages and deliveries.
///
/// Measured from outside: targets note when each check asked them, and real sinks what arrived.
/// `-Dbellwether.takeover.kills` (10) and `-Dbellwether.takeover.services` (60 a wave) make it
/// smaller.
public final class Takeover {
    private static final int CHECKS_OF_A_SERVICE = 2;
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final double MOST_LATE = 15;
    private static final double MOST_DUPLICATES = 0.01;
    private static final String TAKEOVER = "takeover";

    /// After which a page that has not come is lost.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// For what is not measured: two servers that start on a machine with much else to do.
    private static final Duration START = Duration.ofMinutes(6);

    private final PrintStream out;
    private final int kills;
    private final int wave;
    private final String bar;
    private final PageTally pages = new PageTally();
    private double worst;

    private Takeover(PrintStream out, int kills, int wave, String bar) {
        this.bar = bar;
        this.out = out;
        this.kills = kills;
        this.wave = wave;
    }

    /// @return 0 when the bar holds, 1 when it does not
    public static int run(PrintStream out) {
        return run(
                out,
                Integer.getInteger("bellwether.takeover.kills", 10),
                Integer.getInteger("bellwether.takeover.services", 60));
    }

    /// Only what became of the pages is judged.
    ///
    /// @return 0 when none was lost and few came twice, 1 otherwise
    static int pages(PrintStream out, int kills, int services, String bar) {
        return run(out, kills, services, bar);
    }

    /// @param services that fail at each kill
    static int run(PrintStream out, int kills, int services) {
        return run(out, kills, services, TAKEOVER);
    }

    private static int run(PrintStream out, int kills, int services, String bar) {
        Quiet.logs();
        try {
            Path directory = Files.createTempDirectory("takeover");
            try (var postgres =
                            EmbeddedPostgres.builder()
                                    .setServerConfig("max_connections", "100")
                                    .setPGStartupWait(Duration.ofMinutes(1))
                                    .start();
                    var sinks = new PageSinks();
                    var targets = new TakeoverTargets()) {
                return new Takeover(out, kills, services, bar)
                        .measure(
                                postgres.getJdbcUrl("postgres", "postgres"),
                                directory,
                                sinks,
                                targets);
            } finally {
                PageLost.remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private int measure(String url, Path directory, PageSinks sinks, TakeoverTargets targets)
            throws IOException, InterruptedException {
        var names = List.of("node-a", "node-b");
        for (String name : names) {
            Files.createDirectories(directory.resolve(name));
        }
        Path key = directory.resolve("node-a/secret.key");
        var settings = StoreSettings.postgres(url, "postgres", "postgres");
        try (var world = new TakeoverWorld(settings, key, InstantSource.system())) {
            world.build(kills * wave, CHECKS_OF_A_SERVICE, INTERVAL, sinks.webhook(), targets);
            Files.copy(
                    key,
                    directory.resolve("node-b/secret.key"),
                    StandardCopyOption.COPY_ATTRIBUTES);
            var nodes = new ArrayList<TakeoverNode>();
            try {
                for (String name : names) {
                    nodes.add(
                            new TakeoverNode(
                                    name, directory.resolve(name), environment(url, sinks)));
                }
                return measure(world, nodes, sinks, targets);
            } catch (IllegalStateException e) {
                for (TakeoverNode node : nodes) {
                    out.println(node.name() + " said:\n" + node.said());
                }
                throw e;
            } finally {
                nodes.forEach(TakeoverNode::close);
            }
        }
    }

    private static Map<String, String> environment(String url, PageSinks sinks) {
        return Map.of(
                "BELLWETHER_STORE_URL", url,
                "BELLWETHER_STORE_USER", "postgres",
                "BELLWETHER_STORE_PASSWORD", "postgres",
                "BELLWETHER_SERVER_HOST", "127.0.0.1",
                "BELLWETHER_SERVER_PORT", "0",
                "BELLWETHER_WATCH_ALLOW_PRIVATE", "true",
                "BELLWETHER_WATCH_PROVIDERS", "none",
                "BELLWETHER_SMTP_HOST", "127.0.0.1",
                "BELLWETHER_SMTP_PORT", "" + sinks.smtpPort(),
                "BELLWETHER_SMTP_TLS", "none");
    }

    private int measure(
            TakeoverWorld world, List<TakeoverNode> nodes, PageSinks sinks, TakeoverTargets targets)
            throws IOException, InterruptedException {
        int checks = kills * wave * CHECKS_OF_A_SERVICE;
        var random = new Random(4);
        out.printf(
                "%d checks every %d s on two nodes; %d services fail at each kill%n%n",
                checks, INTERVAL.toSeconds(), wave);
        out.printf(
                "%4s %8s %6s %12s %12s %6s %12s%n",
                "kill", "node", "shards", "latest check", "p99", "pages", "last page");
        for (int kill = 0; kill < kills; kill++) {
            await("both nodes watch", () -> world.sharing() == 2);
            targets.forget();
            await("every check was made", () -> targets.seen() == checks);
            targets.forget();
            long from = System.nanoTime();
            int first = kill * wave * CHECKS_OF_A_SERVICE;
            targets.fail(first, first + wave * CHECKS_OF_A_SERVICE);
            LockSupport.parkNanos(Duration.ofMillis(500 + random.nextInt(12_000)).toNanos());
            TakeoverNode victim = nodes.get(kill % 2);
            long shards = world.shards(victim.name());
            victim.kill();
            long killed = System.nanoTime();
            var arrived = new ArrayList<PageSinks.Arrived>();
            // Those that have not come within the patience are lost, and counted so.
            boolean unused =
                    comes(
                            PATIENCE,
                            () -> {
                                arrived.addAll(sinks.takeOurs());
                                return world.dueSoFar() >= TakeoverWorld.CHANNELS * wave
                                        && haveCome(world.peekDue(), arrived);
                            });
            double lastPage = (System.nanoTime() - killed) / 1e9;
            // A check that is late now must have had the time to be late.
            long rest = INTERVAL.plusSeconds(16).toNanos() - (System.nanoTime() - killed);
            LockSupport.parkNanos(Math.max(0, rest));
            List<Double> late = targets.lateness(checks, INTERVAL, from);
            worst = Math.max(worst, late.getLast());
            Set<String> due = world.takeDue();
            arrived.addAll(sinks.takeOurs());
            pages.add(due, arrived);
            out.printf(
                    "%4d %8s %6d %10.1f s %10.1f s %6d %10.1f s%n",
                    kill + 1,
                    victim.name(),
                    shards,
                    late.getLast(),
                    late.get(late.size() * 99 / 100),
                    due.size(),
                    lastPage);
            targets.fail(0, 0);
            victim.restart();
            await("all is well again", () -> world.openIncidents() == 0);
            arrived.clear();
            arrived.addAll(sinks.takeOurs());
        }
        return report(world);
    }

    private static boolean haveCome(Set<String> due, List<PageSinks.Arrived> arrived) {
        var seen = new HashSet<String>();
        arrived.forEach(one -> seen.add(one.delivery()));
        return seen.containsAll(due);
    }

    private int report(TakeoverWorld world) {
        boolean holds =
                (worst <= MOST_LATE || !bar.equals(TAKEOVER))
                        && pages.lost() == 0
                        && pages.unmarked() == 0
                        && pages.duplicateShare() <= MOST_DUPLICATES;
        out.printf(
                "%nbar %s: %s (%d kills; latest check %.1f s of %.0f; %d pages due, %d lost, %.2f %%"
                        + " twice, %d of those unmarked; %d verdicts told twice)%n",
                bar,
                holds ? "holds" : "falls short",
                kills,
                worst,
                MOST_LATE,
                pages.due(),
                pages.lost(),
                100 * pages.duplicateShare(),
                pages.unmarked(),
                world.repeatedVerdicts());
        return holds ? 0 : 1;
    }

    private static void await(String what, BooleanSupplier isSo) {
        if (!comes(START, isSo)) {
            throw new IllegalStateException("Not within " + START.toSeconds() + " s: " + what);
        }
    }

    /// False when it is not so within the patience.
    private static boolean comes(Duration patience, BooleanSupplier isSo) {
        long end = System.nanoTime() + patience.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(100_000_000);
        }
        return true;
    }
}
