package dev.bellwether.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// One process with 10,000 HTTP checks each 30 s and the pages of all providers each 60 s: does it
/// keep its beat, in how much memory and processor time, and can somebody still look at it?
///
/// Targets and pages are processes of their own, measured apart. `-Dbellwether.watch-scale.checks`,
/// `.warm-up` and `.measure` (seconds) make it smaller; `.jfr` names a file for a profile.
final class WatchScale {
    private static final int CHECKS = Integer.getInteger("bellwether.watch-scale.checks", 10_000);
    private static final int WARM_UP = Integer.getInteger("bellwether.watch-scale.warm-up", 120);
    private static final int MEASURE = Integer.getInteger("bellwether.watch-scale.measure", 300);
    private static final String HEAP = "-Xmx384m";
    private static final int LOOKS = 25;

    /// The first verdicts of all checks pass through every room once; that is a start, and not the
    /// state that is measured.
    private static final int CATCH_UP = 600;

    private static final double LATE_BAR = 1.0;
    private static final double MEGABYTES_BAR = 768;
    private static final double CORES_BAR = 1.0;
    private static final double MILLIS_BAR = 200;

    private static final List<String> LISTS =
            List.of(
                    "/console",
                    "/console/checks",
                    "/console/services",
                    "/console/providers",
                    "/console/incidents");

    private WatchScale() {}

    /// @return 0 when the bar holds, 1 when not
    static int run(PrintStream out) {
        Quiet.logs();
        try {
            Path directory = Files.createTempDirectory("watch-scale");
            try {
                return run(out, directory);
            } finally {
                remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(PrintStream out, Path directory) throws IOException {
        out.println("load of the machine before: " + load());
        Path data = directory.resolve("data");
        Process pages =
                JavaChild.command(
                                ScalePages.class.getName(),
                                List.of("-Xmx128m"),
                                List.of(directory.toString()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var farm = Targets.onManyHosts()) {
            Path catalogue = Path.of(firstLine(pages));
            ScaleOurs.fill(data, CHECKS, farm, Duration.ofSeconds(30));
            var options = new ArrayList<>(List.of(HEAP));
            String jfr = System.getProperty("bellwether.watch-scale.jfr", "");
            if (!jfr.isEmpty()) {
                options.add("-XX:StartFlightRecording=settings=profile,filename=" + jfr);
            }
            try (var ours = new ScaleOurs(data, catalogue, options);
                    var visitor = new ConsoleVisitor(ours.address())) {
                return measure(out, ours, farm, new ProcessMeter(pages.pid()), visitor);
            }
        } finally {
            pages.destroy();
        }
    }

    private static int measure(
            PrintStream out,
            ScaleOurs ours,
            Targets farm,
            ProcessMeter pages,
            ConsoleVisitor visitor)
            throws IOException {
        // While it starts, and its checks all begin, the console may say 503.
        while (!visitor.isUp() || !visitor.signIn(ScaleOurs.EMAIL, ScaleOurs.PASSWORD)) {
            if (!ours.isAlive()) {
                throw new IOException("The server ended");
            }
            LockSupport.parkNanos(1_000_000_000);
        }
        watch(visitor, ours, WARM_UP, 0);
        double caughtUp = catchUp(visitor);
        visitor.forget();
        long start = System.nanoTime();
        double cpu = ours.meter().cpuSeconds();
        double farmCpu = farm.meter().cpuSeconds();
        double pagesCpu = pages.cpuSeconds();
        long asked = farm.asked();
        String before = visitor.metrics();
        double megabytes = watch(visitor, ours, MEASURE, LOOKS);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cores = (ours.meter().cpuSeconds() - cpu) / seconds;
        double asks = (farm.asked() - asked) / seconds;
        String after = visitor.metrics();
        var rounds = LateRounds.at(after).since(LateRounds.at(before));
        double late = rounds.quantile(0.99);
        out.printf(
                Locale.ROOT,
                "load of the machine after: %s; %,d checks every 30 s, %,.0f provider pages every 60 s,"
                        + " measured for %.0f s after %d s%n%n",
                load(),
                CHECKS,
                visitor.metric("bellwether_providers"),
                seconds,
                WARM_UP);
        row(out, "checks a second", "%.1f", asks);
        row(
                out,
                "provider polls a second",
                "%.1f",
                more("bellwether_provider_polls_total", before, after) / seconds);
        row(
                out,
                "age of the oldest confirmed page",
                "%.0f s",
                visitor.metric("bellwether_provider_oldest_seconds"));
        row(out, "rounds skipped", "%.0f", more("bellwether_probes_skipped_total", before, after));
        row(out, "lateness, median", "%.3f s", rounds.quantile(0.5));
        row(out, "lateness, p99", "%.3f s", late);
        row(out, "rounds over 1 s late", "%.2f %%", Math.max(0, 100 * rounds.shareOver(1.0)));
        row(out, "journal caught up after the warm-up", "%.0f s", caughtUp);
        row(
                out,
                "journal lines waiting at the end",
                "%.0f",
                ConsoleVisitor.metric(after, "bellwether_journal_lag"));
        row(out, "memory (RSS), most", "%.0f MB", megabytes);
        row(out, "processor, server", "%.2f cores", cores);
        row(
                out,
                "processor, targets",
                "%.2f cores",
                (farm.meter().cpuSeconds() - farmCpu) / seconds);
        row(out, "processor, pages", "%.2f cores", (pages.cpuSeconds() - pagesCpu) / seconds);
        double slowest = 0;
        for (var list : visitor.millis().entrySet()) {
            row(out, list.getKey() + ", looks", "%.0f", list.getValue().size());
            double p95 = quantile(list.getValue(), 0.95);
            slowest = Math.max(slowest, p95);
            row(out, list.getKey() + ", median", "%.0f ms", quantile(list.getValue(), 0.5));
            row(out, list.getKey() + ", p95", "%.0f ms", p95);
        }
        boolean holds =
                late < LATE_BAR
                        && megabytes < MEGABYTES_BAR
                        && cores < CORES_BAR
                        && slowest < MILLIS_BAR;
        out.printf(
                Locale.ROOT,
                "%nbar watch-scale: %s (lateness p99 < 1 s, memory < 768 MB, processor < 1 core, lists < 200 ms at p95)%n",
                holds ? "holds" : "falls short");
        return holds ? 0 : 1;
    }

    /// Seconds until the rooms have read the journal; infinite when they have not in time.
    private static double catchUp(ConsoleVisitor visitor) throws IOException {
        long start = System.nanoTime();
        for (int second = 0; second < CATCH_UP; second++) {
            if (visitor.metric("bellwether_journal_lag") < 1_000) {
                return (System.nanoTime() - start) / 1e9;
            }
            LockSupport.parkNanos(1_000_000_000L);
        }
        return Double.POSITIVE_INFINITY;
    }

    private static double more(String counter, String before, String after) {
        return ConsoleVisitor.metric(after, counter) - ConsoleVisitor.metric(before, counter);
    }

    /// Looks at every list now and then; answers the most memory in use, in MB.
    ///
    /// @param looks at each list, at least; it takes longer where they are slow
    private static double watch(ConsoleVisitor visitor, ScaleOurs ours, int seconds, int looks) {
        long pause = Math.min(5_000_000_000L, seconds * 1_000_000_000L / LOOKS);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long most = 0;
        for (int n = 0; System.nanoTime() < end || n < looks; n++) {
            for (String list : LISTS) {
                visitor.look(list);
            }
            most = Math.max(most, ours.meter().residentBytes());
            LockSupport.parkNanos(pause);
        }
        return most / 1048576.0;
    }

    private static void row(PrintStream out, String what, String form, double figure) {
        out.printf(
                Locale.ROOT, "| %-36s | %14s |%n", what, String.format(Locale.ROOT, form, figure));
    }

    private static double quantile(List<Double> sorted, double quantile) {
        return sorted.get((int) Math.ceil(sorted.size() * quantile) - 1);
    }

    private static String firstLine(Process process) throws IOException {
        var reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = reader.readLine();
        if (line == null) {
            throw new IOException("The pages did not start");
        }
        return line;
    }

    static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).replaceAll(" [0-9]+/.*\\s*$", "") : "?";
    }

    static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
