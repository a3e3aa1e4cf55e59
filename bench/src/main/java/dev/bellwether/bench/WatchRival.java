package dev.bellwether.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// The same HTTP targets checked at the same interval by us and by Debian's Prometheus,
/// blackbox_exporter and Alertmanager, one after the other in one run: processor seconds for 1,000
/// checks, and the time from a target's failure to the webhook in hand.
///
/// The peer stands in the table twice. Prometheus' manual on alerting asks for slack against small
/// blips, so the row that the bar is read against waits until a second probe has failed (`for`: one
/// interval, looked at every five seconds), with Alertmanager waiting for no group. The other row
/// has no slack and looks every second: it fires on one failed probe, which is what a blip is. We
/// try a failure again after 0.5, 1 and 2 s before we believe it.
///
/// `-Dbellwether.watch-rival.targets`, `.interval` and `.measure` (seconds) and `.failures` make it
/// smaller.
final class WatchRival {
    private static final int TARGETS = Integer.getInteger("bellwether.watch-rival.targets", 2_000);
    private static final int INTERVAL = Integer.getInteger("bellwether.watch-rival.interval", 30);
    private static final int MEASURE = Integer.getInteger("bellwether.watch-rival.measure", 180);
    private static final int FAILURES = Integer.getInteger("bellwether.watch-rival.failures", 100);

    /// Everything is started, and every target was asked a few times.
    private static final int WARM_UP = 3 * INTERVAL;

    private record Row(
            String name, double cpu, double megabytes, double median, double p99, int missed) {}

    private interface Watcher extends AutoCloseable {
        List<ProcessMeter> meters();

        @Override
        void close();
    }

    private WatchRival() {}

    /// @return 0 when the bar holds, 1 when not or when a program is missing
    static int run(PrintStream out) {
        Quiet.logs();
        Optional<RivalPrometheus.Programs> programs = programs();
        if (programs.isEmpty()) {
            out.println(
                    "This benchmark needs Prometheus: apt-get install prometheus prometheus-blackbox-exporter prometheus-alertmanager");
            return 1;
        }
        try {
            return run(out, programs.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<RivalPrometheus.Programs> programs() {
        return Program.find("prometheus")
                .flatMap(prometheus ->
                        Program.find("prometheus-blackbox-exporter")
                                .flatMap(blackbox ->
                                        Program.find("prometheus-alertmanager")
                                                .map(alertmanager ->
                                                        new RivalPrometheus.Programs(
                                                                prometheus,
                                                                blackbox,
                                                                alertmanager))));
    }

    private static int run(PrintStream out, RivalPrometheus.Programs programs) throws IOException {
        Path directory = Files.createTempDirectory("watch-rival");
        var slack = new RivalPrometheus.Tuning("Prometheus, a second probe", INTERVAL, 5);
        var hasty = new RivalPrometheus.Tuning("Prometheus, one failed probe", 0, 1);
        out.printf(
                "%d targets each %d s; %d s of steady running measured, then %d failures%n",
                TARGETS, INTERVAL, MEASURE, FAILURES);
        var rows = new ArrayList<Row>();
        try (var farm = new Targets();
                var tap = new WebhookTap()) {
            rows.add(measure("Bellwether", farm, tap, () -> ours(directory, farm, tap)));
            for (var tuning : List.of(slack, hasty)) {
                rows.add(
                        measure(
                                tuning.name(),
                                farm,
                                tap,
                                () -> theirs(directory, farm, tap, tuning, programs)));
            }
        } finally {
            remove(directory);
        }
        return report(out, rows);
    }

    private interface Start {
        Watcher begin() throws IOException;
    }

    private static Watcher ours(Path directory, Targets farm, WebhookTap tap) throws IOException {
        var ours =
                new RivalOurs(
                        directory.resolve("ours"),
                        TARGETS,
                        farm,
                        Duration.ofSeconds(INTERVAL),
                        tap.address());
        return watcher(ours.meters(), ours::close);
    }

    private static Watcher theirs(
            Path directory,
            Targets farm,
            WebhookTap tap,
            RivalPrometheus.Tuning tuning,
            RivalPrometheus.Programs programs)
            throws IOException {
        var theirs =
                new RivalPrometheus(
                        directory.resolve("prometheus" + tuning.slack()),
                        TARGETS,
                        farm,
                        INTERVAL,
                        tuning,
                        tap.address(),
                        programs);
        return watcher(theirs.meters(), theirs::close);
    }

    private static Watcher watcher(List<ProcessMeter> meters, Runnable close) {
        return new Watcher() {
            @Override
            public List<ProcessMeter> meters() {
                return meters;
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }

    private static Row measure(String name, Targets farm, WebhookTap tap, Start start)
            throws IOException {
        try (Watcher watcher = start.begin()) {
            pause(WARM_UP);
            double cpu = cpu(watcher);
            long asked = farm.asked();
            pause(MEASURE);
            cpu = cpu(watcher) - cpu;
            asked = farm.asked() - asked;
            if (asked < (long) TARGETS * MEASURE / INTERVAL / 2) {
                throw new IllegalStateException(
                        name + " asked only " + asked + " times in " + MEASURE + " s");
            }
            double megabytes =
                    watcher.meters().stream().mapToLong(ProcessMeter::residentBytes).sum() / 1e6;
            List<Double> waited = failures(farm, tap);
            int missed = FAILURES - waited.size();
            return new Row(
                    name,
                    cpu / asked * 1_000,
                    megabytes,
                    quantile(waited, 0.5),
                    quantile(waited, 0.99),
                    missed);
        }
    }

    /// Breaks targets at random moments over two intervals.
    ///
    /// @return seconds from the failure to the webhook, in rising order
    private static List<Double> failures(Targets farm, WebhookTap tap) {
        tap.arrived().clear();
        var random = new Random(2_026);
        List<Integer> chosen = random.ints(0, TARGETS).distinct().limit(FAILURES).boxed().toList();
        long[] moments =
                random.doubles(FAILURES)
                        .mapToLong(part -> (long) (part * 2 * INTERVAL * 1e9))
                        .sorted()
                        .toArray();
        long[] broken = new long[FAILURES];
        long begin = System.nanoTime();
        for (int i = 0; i < FAILURES; i++) {
            awaitNano(begin + moments[i]);
            farm.breakDown(chosen.get(i));
            broken[i] = System.nanoTime();
        }
        long give = System.nanoTime() + TimeUnit.SECONDS.toNanos(4L * INTERVAL);
        Map<Integer, Long> arrived = tap.arrived();
        while (!arrived.keySet().containsAll(chosen) && System.nanoTime() < give) {
            pause(1);
        }
        chosen.forEach(farm::mend);
        return IntStream.range(0, FAILURES)
                .filter(i -> arrived.containsKey(chosen.get(i)))
                .mapToObj(i -> (arrived.getOrDefault(chosen.get(i), 0L) - broken[i]) / 1e9)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static double cpu(Watcher watcher) {
        return watcher.meters().stream().mapToDouble(ProcessMeter::cpuSeconds).sum();
    }

    private static int report(PrintStream out, List<Row> rows) {
        out.println(
                "| | CPU s per 1,000 checks | memory MB | failure to webhook, median s | p99 s | never told |");
        out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
        for (Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %.3f | %.0f | %.1f | %.1f | %d |%n",
                    row.name(),
                    row.cpu(),
                    row.megabytes(),
                    row.median(),
                    row.p99(),
                    row.missed());
        }
        Row ours = rows.get(0);
        Row peer = rows.get(1);
        boolean holds =
                ours.missed() == 0
                        && ours.cpu() < peer.cpu()
                        && ours.median() < peer.median()
                        && ours.p99() < peer.p99();
        out.printf(
                Locale.ROOT,
                "bar watch-rival: %s (CPU %.2f, median %.2f, p99 %.2f of the peer's)%n",
                holds ? "holds" : "falls short",
                ours.cpu() / peer.cpu(),
                ours.median() / peer.median(),
                ours.p99() / peer.p99());
        return holds ? 0 : 1;
    }

    private static double quantile(List<Double> sorted, double part) {
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }

    private static void pause(int seconds) {
        awaitNano(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
    }

    private static void awaitNano(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
